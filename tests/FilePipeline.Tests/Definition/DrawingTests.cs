using FilePipeline.Definition;
using FilePipeline.Definition.Drawing;

namespace FilePipeline.Tests.Definition;

public sealed class DrawingTests
{
    private readonly PipelineGraph _graph = new(Pipelines.Define("""
        name: wiki "pedia"
        sources: { inbox: {}, other: {} }
        stages:
          pages: { from: inbox, uses: html.interleave }
          stats: { from: pages, uses: text.statistics }
          end: { from: stats, uses: text.statistics, enabled: false }
          model: { from: pages, uses: learn.train }
        exports:
          articles: { from: [pages, stats] }
          far: { from: stats, to: /srv/far }

        """));

    [Fact]
    public void In_the_terminal_it_is_a_tree() =>
        Assert.Equal(
            """
            inbox
            └─ pages      html.interleave
               ├─ stats   text.statistics
               │  └─ end  text.statistics  (not enabled)
               └─ model   learn.train
            other

            pages + stats → datasets/articles
            stats → /srv/far

            """, AsciiDrawing.Draw(_graph));

    [Fact]
    public void For_Mermaid_it_is_a_flowchart_with_ids_of_its_own() =>
        Assert.Equal(
            """
            flowchart LR
              n0[("inbox")]
              n1[("other")]
              n2["pages<br/>html.interleave"]
              n3["stats<br/>text.statistics"]
              n4["end<br/>text.statistics"]:::disabled
              n5["model<br/>learn.train"]
              n0 --> n2
              n2 --> n3
              n3 --> n4
              n2 --> n5
              x0[/"datasets/articles"/]
              n2 -.-> x0
              n3 -.-> x0
              x1[/"/srv/far"/]
              n3 -.-> x1
              classDef disabled stroke-dasharray: 4

            """, MermaidDrawing.Draw(_graph));

    [Fact]
    public void For_Graphviz_it_is_a_digraph() =>
        Assert.Equal(
            """
            digraph "wiki \"pedia\"" {
              rankdir=LR;
              node [shape=box];
              "inbox" [shape=folder];
              "other" [shape=folder];
              "pages" [label="pages\nhtml.interleave"];
              "stats" [label="stats\ntext.statistics"];
              "end" [label="end\ntext.statistics", style=dashed];
              "model" [label="model\nlearn.train"];
              "inbox" -> "pages";
              "pages" -> "stats";
              "stats" -> "end";
              "pages" -> "model";
              "export:articles" [shape=cylinder, label="datasets/articles"];
              "pages" -> "export:articles" [style=dashed];
              "stats" -> "export:articles" [style=dashed];
              "export:far" [shape=cylinder, label="/srv/far"];
              "stats" -> "export:far" [style=dashed];
            }

            """, DotDrawing.Draw(_graph));
}
