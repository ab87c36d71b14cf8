using MlDsl.Labels.Tests.Rows;

namespace MlDsl.Labels.Tests.Selection;

/// <summary>A queue that goes out, is edited by hand, and comes back.</summary>
public sealed class LabelQueueTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.jsonl");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void GoesOutAndComesBack()
    {
        Spot[] rows = Spot.Some(50, seed: 1);
        Selection<Spot> chosen = Dataset<Spot>.FromRows(rows).SplitRandom(validation: 0.2, test: 0.2, seed: 1).Train.SelectAtRandom(static _ => false, 8, seed: 4);
        chosen.ToQueue(static row => row.Id).Save(path);
        Assert.StartsWith($$"""{"id":"{{chosen.Rows[0].Row.Id}}","score":0,"reason":"random"}""", File.ReadAllLines(path)[0], StringComparison.Ordinal);
        LabelQueue queue = LabelQueue.Read(path);
        Assert.Equal(chosen.Rows.Select(static row => row.Row), queue.Match(rows, static row => row.Id));
    }

    [Fact]
    public void EveryTextComesBack()
    {
        LabelQueueItem[] items = [new("a \"b\"\n\u0001é😀\\", 0.1 + 0.2, "</script>"), new("7", -1e300, "")];
        new LabelQueue(items).Save(path);
        Assert.Equal(2, File.ReadAllLines(path).Length);
        Assert.Equal(items, LabelQueue.Read(path).Items);
    }

    [Fact]
    public void PeopleMayEditIt()
    {
        File.WriteAllText(path, "\n{\"id\": 17, \"mine\": [1]}\r\n   \n{ \"reason\": null, \"score\": null, \"id\": \"x\" }");
        Assert.Equal([new LabelQueueItem("17", 0, ""), new LabelQueueItem("x", 0, "")], LabelQueue.Read(path).Items);
    }

    [Theory]
    [InlineData("[1]", "it is Array and not an object")]
    [InlineData("{\"id\":\"b\"", "it is no JSON")]
    [InlineData("{\"score\":1}", "it has no 'id'")]
    [InlineData("{\"id\":\"\"}", "it has no 'id'")]
    [InlineData("{\"id\":true}", "it has no 'id'")]
    [InlineData("{\"id\":\"b\",\"score\":\"high\"}", "its 'score' is")]
    [InlineData("{\"id\":\"b\",\"score\":1e999}", "its 'score' is")]
    [InlineData("{\"id\":\"b\",\"reason\":3}", "its 'reason' is 3 and not a text")]
    [InlineData("{\"id\":\"a\"}", "the id 'a' is in line 1 as well")]
    public void WhatIsNoItemIsNamedByItsLine(string line, string said)
    {
        File.WriteAllText(path, $"{{\"id\":\"a\"}}\n\n{line}\n");
        DataFormatException problem = Assert.Throws<DataFormatException>(() => LabelQueue.Read(path));
        Assert.StartsWith($"{path}(3): ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Equal((path, 3L), (problem.File, problem.Line));
    }

    [Fact]
    public void ItemsAndRowsMustGoTogether()
    {
        Spot[] rows = Spot.Some(3, seed: 1);
        var queue = new LabelQueue([new("s1", 1, ""), new("gone", 1, "")]);
        Assert.Contains("No row has the id 'gone'", Assert.Throws<ArgumentException>(() => queue.Match(rows, static row => row.Id)).Message, StringComparison.Ordinal);
        Assert.Contains("Two rows have the id 's1'", Assert.Throws<ArgumentException>(() => queue.Match([rows[1], rows[1]], static row => row.Id)).Message, StringComparison.Ordinal);
        Assert.Contains("items 1 and 2", Assert.Throws<ArgumentException>(static () => new LabelQueue([new("a", 1, ""), new("a", 1, "")])).Message, StringComparison.Ordinal);
        Assert.Contains("no id", Assert.Throws<ArgumentException>(static () => new LabelQueue([new("", 1, "")])).Message, StringComparison.Ordinal);
        Assert.Contains("not a finite", Assert.Throws<ArgumentException>(static () => new LabelQueue([new("a", double.NaN, "")])).Message, StringComparison.Ordinal);
    }
}
