using System.Globalization;
using System.IO.Abstractions;
using FilePipeline.Storage;
using static FilePipeline.Datasets.Tests.Workshop;

namespace FilePipeline.Datasets.Tests;

using Snapshot = SortedDictionary<string, string>;

/// <summary>An export that is killed before or after any of its calls to the disk, and the one after it.</summary>
public sealed class KilledExportTests
{
    private static readonly IVolume Disk = SystemVolume.Open();

    [Theory]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void The_old_dataset_is_whole_or_the_new_one_is(bool after, bool exchanges, bool first)
    {
        var (old, now) = Versions(first);
        int at = 1, missing = 0;
        for (var done = false; !done; at++)
        {
            using var shop = Before(first);
            var death = new Death { At = at, After = after };
            done = !Kill(shop, death, exchanges);

            var stands = Directory.Exists(shop.Dataset) ? shop.Snapshot("datasets/set") : [];
            if (stands.Count == 0 && !first)
                missing++;
            else
                Assert.True(stands.SequenceEqual(old) || stands.SequenceEqual(now), $"call {at}: {string.Join(", ", stands.Keys)}");

            AssertMendedBy(shop, at, old, now);
        }
        Assert.True(at > 50, $"only {at} calls");
        Assert.Equal(exchanges || first ? 0 : 1, missing > 0 ? 1 : 0);
    }

    [Fact]
    public void The_next_export_may_be_killed_as_well()
    {
        var (old, now) = Versions(first: false);
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            using var shop = Before(first: false);
            for (var kill = 0; kill < 3; kill++)
                Kill(shop, new Death { At = random.Next(1, 90), After = random.Next(2) == 0 }, exchanges: true);
            var stands = shop.Snapshot("datasets/set");
            Assert.True(stands.SequenceEqual(old) || stands.SequenceEqual(now));
            AssertMendedBy(shop, round, old, now);
        }
    }

    [Fact]
    public void Where_names_cannot_be_exchanged_even_a_refused_export_brings_the_dataset_back()
    {
        var (_, now) = Versions(first: false);
        var found = false;
        for (var at = 1; !found; at++)
        {
            using var shop = Before(first: false);
            Assert.True(Kill(shop, new Death { At = at, After = true }, exchanges: false), "the dataset was never missing");
            found = !Directory.Exists(shop.Dataset);
            if (!found)
                continue;
            shop.Item("a", "clash", """{"n":"text"}""");
            Assert.Throws<DatasetException>(() => shop.Run(shop.Export(All("a"))));
            Assert.Equal(now, shop.Snapshot("datasets/set"));
        }
    }

    /// <summary>The next export gives the new dataset, the old one is in the history, and nothing else is left over.</summary>
    private static void AssertMendedBy(Workshop shop, int at, Snapshot old, Snapshot now)
    {
        shop.Run(shop.Export(All("a")) with { Split = Split });
        Assert.Equal(now, shop.Snapshot("datasets/set"));
        Assert.False(Directory.Exists(shop.Folder["datasets/.set.tmp"]), string.Create(CultureInfo.InvariantCulture, $"call {at}: a build is left over"));
        var history = shop.Folder["datasets/.history/set"];
        var versions = Directory.Exists(history) ? Directory.GetDirectories(history).Select(Path.GetFileName).ToList() : [];
        Assert.Equal(old.Count == 0 ? [] : [old], versions.Select(version => shop.Snapshot($"datasets/.history/set/{version}")));
    }

    /// <returns><c>false</c>: it came to its end before.</returns>
    private static bool Kill(Workshop shop, Death death, bool exchanges)
    {
        var exporter = new DatasetExporter(new MortalVolume(Disk, death, exchanges), MortalFiles.Of(new FileSystem(), death));
        try
        {
            exporter.Export(shop.Request(shop.Export(All("a")) with { Split = Split }));
            return false;
        }
        catch (ProcessEndedException)
        {
            return true;
        }
    }

    private static (Snapshot Old, Snapshot New) Versions(bool first)
    {
        using var shop = Before(first);
        var old = first ? [] : shop.Snapshot("datasets/set");
        shop.Run(shop.Export(All("a")) with { Split = Split });
        return (old, shop.Snapshot("datasets/set"));
    }

    /// <summary>A workshop with one item more than its dataset has, and a file of the user's beside.</summary>
    private static Workshop Before(bool first)
    {
        var shop = new Workshop();
        shop.Item("a", "x", """{"n":1}""");
        if (!first)
        {
            shop.Run(shop.Export(All("a")) with { Split = Split });
            shop.Folder.Write("datasets/set/notes/mine.txt", "mine");
        }
        shop.Item("a", "deep/y", """{"n":2.5}""");
        return shop;
    }
}
