using System.IO.Abstractions;
using System.Text;
using FilePipeline.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace FilePipeline.Datasets.Tests;

public sealed class KeySorterTests
{
    [Fact]
    public void Any_keys_come_in_ordinal_order_each_once_however_little_memory_there_is()
    {
        using var folder = new TempFolder();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Texts.Key().ListOf().ToArbitrary(), Gen.Choose(1, 200).ToArbitrary(), (keys, limit) =>
        {
            using (var sorter = new KeySorter(new FileSystem(), folder["run-"], limit))
            {
                foreach (var key in keys.Concat(keys.Take(3)))
                    sorter.Add(key);
                Assert.Equal(keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), sorter.Sorted());
            }
            return folder.Files().Count == 0;
        }));
    }

    [Fact]
    public void The_order_of_bytes_is_that_of_texts()
    {
        var text = Texts.Key().ToArbitrary();
        Prop.ForAll(text, text, (left, right) =>
            Math.Sign(KeyOrder.Compare(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right))) == Math.Sign(string.CompareOrdinal(left, right))).QuickCheckThrowOnFailure();
    }
}
