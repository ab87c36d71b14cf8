using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>The log: every byte of it is decided by the search, and nothing else is needed to go on.</summary>
public sealed class SearchLogTests : IDisposable
{
    private static readonly SearchSpace Space = PointOptions.Plane(-5, 10, 0, 15).Choice("Steps", [1, 2], static (o, s) => o with { Steps = s });
    private static readonly KeyValuePair<string, string>[] Header = [new("search", "1"), new("data", "abc"), new("seed", "7")];
    private static readonly SearchOptions Options = new() { Strategy = new ModelSearch { Trials = 30, RandomTrials = 6 }, Seed = 7, Concurrent = 5 };

    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WorkersDoNotChangeAByte()
    {
        byte[] one = Search("one", 1);
        Assert.Equal(31, one.Count(static b => b == '\n'));
        Assert.Equal(one, Search("two", 2));
        Assert.Equal(one, Search("eight", 8));
        SearchOptions halving = Options with { Strategy = new HalvingSearch { Trials = 9, Brackets = 2 } };
        Assert.Equal(Search("halving", 1, halving), Search("halvings", 8, halving));
    }

    // Cut anywhere, also in a line, it goes on to the same bytes.
    [Fact]
    public void GoesOnFromWhereverItWasCut()
    {
        byte[] whole = Search("whole", 1);
        foreach (int length in new[] { 1, 20, Array.IndexOf(whole, (byte)'\n') + 1, whole.Length / 3, whole.Length / 2, whole.Length - 1, whole.Length })
        {
            File.WriteAllBytes(PathOf("cut"), whole[..length]);
            Assert.Equal(whole, Search("cut", 2));
        }
    }

    [Fact]
    public void KnownTrialsAreNotMadeAgain()
    {
        Search("log", 1);
        using SearchLog log = SearchLog.Open(PathOf("log"), Header);
        SearchResult known = Formulas.Run(Space, Options, static (_, _) => throw new InvalidOperationException("made again"), log: log).Run();
        Assert.Equal(30, known.Trials.Count);
    }

    [Theory]
    [InlineData("\"data\":\"abc\"", "\"data\":\"xyz\"", "is the log of another search: its data is xyz, and that of this search abc")]
    [InlineData("\"seed\":\"7\"", "\"other\":\"7\"", "its seed is not told, and that of this search 7")]
    [InlineData("\"step\":3,", "\"step\":4,", "Line 5 of the log '")]
    [InlineData("\"inside\":\"", "\"inside\":\"%%%%", "is damaged")]
    [InlineData("\"work\":10,\"loss\"", "\"works\":10,\"loss\"", "tells of")]
    [InlineData("{\"step\":3", "\"step\":3", "Line 5 of the log '")]
    public void RefusesAnotherOrADamagedLog(string what, string with, string message)
    {
        string text = System.Text.Encoding.UTF8.GetString(Search("log", 1));
        Assert.Contains(what, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf("log"), text.Replace(what, with, StringComparison.Ordinal));
        byte[] before = File.ReadAllBytes(PathOf("log"));
        string said = Assert.Throws<SearchLogException>(() => Search("log", 1)).Message;
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.Contains(PathOf("log"), said, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(PathOf("log")));
    }

    [Fact]
    public void OptionsThatDifferAreNamedByTheLine()
    {
        Search("log", 1);
        Assert.Contains("Line 3 of the log", Assert.Throws<SearchLogException>(() => Search("log", 1, Options with { Seed = 8 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no log at all")]
    [InlineData("a,b\n1,2\n")]
    public void LeavesOtherFilesAsTheyAre(string text)
    {
        File.WriteAllText(PathOf("other"), text);
        Assert.Throws<SearchLogException>(() => Search("other", 1));
        Assert.Equal(text, File.ReadAllText(PathOf("other")));
        Assert.Contains("cannot be opened", Assert.Throws<SearchLogException>(() => SearchLog.Open(folder, Header)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Assert.Throws<SearchLogException>(() => SearchLog.Open(Path.Combine(folder, "none", "log"), Header)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSearchesDoNotWriteOneLog()
    {
        using SearchLog first = SearchLog.Open(PathOf("log"), Header);
        Assert.Contains("cannot be opened", Assert.Throws<SearchLogException>(() => SearchLog.Open(PathOf("log"), Header)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(2600, 5)]
    public void AFullDiskIsNamedAndNothingIsLost(int room, int atLeast)
    {
        byte[] whole = Search("whole", 1);
        var disk = new SmallDisk(room);
        string said = Assert.Throws<SearchLogException>(() =>
        {
            using var log = new SearchLog(disk, "full.jsonl", Header);
            Run(log, 1, Options);
        }).Message;
        Assert.Contains("The log 'full.jsonl' could not be written at ", said, StringComparison.Ordinal);
        Assert.Contains("No space left", said, StringComparison.Ordinal);
        byte[] kept = disk.ToArray();
        // Whole lines, and of the first one nothing where there is no room for it.
        Assert.True(atLeast == 0 ? kept.Length == 0 : kept[^1] == '\n' && kept.Count(static b => b == '\n') > atLeast);
        Assert.Equal(whole[..kept.Length], kept);
        File.WriteAllBytes(PathOf("more"), kept);
        Assert.Equal(whole, Search("more", 1));
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private byte[] Search(string name, int workers, SearchOptions? options = null)
    {
        using (SearchLog log = SearchLog.Open(PathOf(name), Header)) Run(log, workers, options ?? Options);
        return File.ReadAllBytes(PathOf(name));
    }

    // The later ones of those under way end first.
    private static void Run(SearchLog log, int workers, SearchOptions options) => new SearchRun(Space, options, new SearchControl { Workers = workers }, log, 2, static (step, trainer, fold, _) =>
    {
        Thread.Sleep((7 * (4 - (step.Trial % 5))) % 4);
        double loss = Formulas.Branin((PointOptions)trainer) + fold;
        return new FoldResult(loss, 5, null, [.. Enumerable.Repeat((float)loss, 20)], [float.NaN, .. Enumerable.Repeat(1f, 19)]);
    }).Run();

    /// <summary>A stream that has room for some bytes.</summary>
    private sealed class SmallDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int left = (int)Math.Min(buffer.Length, room - Length);
            base.Write(buffer[..Math.Max(0, left)]);
            if (left < buffer.Length) throw new IOException("No space left on device");
        }
    }
}
