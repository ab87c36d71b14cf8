using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Files are scored as their rows would be; wherever a run ends, the next one gives the bytes of one run.</summary>
public sealed class FileScoringTests : IDisposable
{
    private const string Bad = "Amount,Shop,id\n1,a,x\nmuch,b,y\n3,c,z\n";
    private static readonly DynamicModel Model = Choices(1), Other = Choices(2);
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-score").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Amount,Shop\n1.5,a\n2,\"b\nc\"\n", 2)]
    [InlineData("\uFEFFAmount,Shop\r\n1.5,a\r\n2,b", 2)]
    [InlineData("Shop,extra,Amount\na,\"say \"\"no\"\"\",1.5\n\n\nb,,2\n", 2)]
    [InlineData("Amount,Shop\n", 0)]
    public void EachRowIsWhatTheModelSaysOfIt(string text, int rows)
    {
        string input = Write("in.csv", text);
        FileScoringResult result = Model.ScoreFile(input, At("out.csv"));
        Assert.Equal((rows, 0L, 0L), (result.Rows, result.Rejected, result.ResumedRows));
        var expected = new StringBuilder("line,label,probability,model,schema\n");
        string[] lines = text.StartsWith("Amount,Shop\n1.5,a\n2,\"b\nc", StringComparison.Ordinal) || text.Contains("\r\n", StringComparison.Ordinal) ? ["2", "3"] : ["2", "5"];
        string version = $"golden-choice/{Model.Card.Version}/{Model.FileHash[..12]}";
        foreach ((DynamicRow row, int i) in Model.Rows(input).Select(static (r, i) => (r, i)))
        {
            DynamicPrediction said = Model.Predict(row);
            expected.Append(CultureInfo.InvariantCulture, $"{lines[i]},{said.Label},{said.Value},{version},{Model.Plan.Schema.Hash[..12]}\n");
        }
        Assert.Equal(expected.ToString(), File.ReadAllText(At("out.csv")));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(At("out.csv")))).ToLowerInvariant(), result.OutputHash);
        Assert.Equal(["in.csv", "out.csv", "out.csv.scored.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void JsonLinesSayWhatCsvSays()
    {
        string input = Write("in.jsonl", "\uFEFF{\"Amount\":1.5,\"Shop\":\"a\",\"id\":{\"n\":[1]}}\r\n\n{\"id\":\"x,\\\"y\\\"\",\"Shop\":\"b\",\"Amount\":2}");
        var options = new FileScoringOptions { Keep = ["id"] };
        Model.ScoreFile(input, At("out.jsonl"), options);
        Model.ScoreFile(input, At("out.csv"), options);
        DynamicPrediction first = Model.Predict(Model.NewRow().Set("Amount", 1.5).Set("Shop", "a")), second = Model.Predict(Model.NewRow().Set("Amount", 2.0).Set("Shop", "b"));
        string version = $"golden-choice/{Model.Card.Version}/{Model.FileHash[..12]}", schema = Model.Plan.Schema.Hash[..12];
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $$$""""
                {"line":1,"id":{"n":[1]},"prediction":{"label":"{{{first.Label}}}","probability":{{{first.Value}}}},"model":"{{{version}}}","schema":"{{{schema}}}"}
                {"line":3,"id":"x,\u0022y\u0022","prediction":{"label":"{{{second.Label}}}","probability":{{{second.Value}}}},"model":"{{{version}}}","schema":"{{{schema}}}"}

                """"),
            File.ReadAllText(At("out.jsonl")));
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $$""""
                line,id,label,probability,model,schema
                1,"{""n"":[1]}",{{first.Label}},{{first.Value}},{{version}},{{schema}}
                3,"x,""y""",{{second.Label}},{{second.Value}},{{version}},{{schema}}

                """"),
            File.ReadAllText(At("out.csv")));
    }

    [Theory]
    [InlineData("in.csv", Bad, "in.csv, line 3, column 1: ")]
    [InlineData("in.csv", "Amount,Shop\n1,a\n2\n", "in.csv, line 3, column 2: the record has 1 fields, not 2")]
    [InlineData("in.csv", "Amount,Store\n1,a\n", "the header has no column 'Shop'")]
    [InlineData("in.csv", "", "the file is empty")]
    [InlineData("in.csv", "Amount,Shop\n1,\"a\n2,b\n", "a quoted field is never closed")]
    [InlineData("in.jsonl", "{\"Amount\":1,\"Shop\":\"a\"}\n{\"Amount\":2,\"Shop\"\n", "in.jsonl, line 2: the line is not well-formed JSON at byte")]
    [InlineData("in.jsonl", "{\"Amount\":1,\"Shop\":\"a\",\"Colour\":1}\n", "in.jsonl, line 1: 'Colour' is no column")]
    [InlineData("in.jsonl", "{\"Shop\":\"a\"}\n", "in.jsonl, line 1: 'Amount' is missing")]
    [InlineData("in.jsonl", "[1]\n", "in.jsonl, line 1: One row is wanted")]
    public void ABadRowStopsByItsPlace(string name, string text, string expected)
    {
        string input = Write(name, text);
        DataFormatException refused = Assert.Throws<DataFormatException>(() => Model.ScoreFile(input, At("out.csv")));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(At("out.csv")));
    }

    [Fact]
    public void BadRowsAreSetAsideAsTheyStand()
    {
        string input = Write("in.csv", "Amount,Shop\n1,a\nmuch,\"b\"\"\nc\"\n3\n4,d\n");
        FileScoringResult result = Model.ScoreFile(input, At("out.csv"), new() { Rejects = At("bad.jsonl") });
        Assert.Equal((4L, 2L), (result.Rows, result.Rejected));
        Assert.Equal(["line", "2", "6"], File.ReadLines(At("out.csv")).Select(static l => l.Split(',')[0]));
        string[] bad = File.ReadAllLines(At("bad.jsonl"));
        Assert.Equal(2, bad.Length);
        Assert.StartsWith("{\"line\":3,\"column\":\"Amount\",\"problem\":\"", bad[0], StringComparison.Ordinal);
        Assert.EndsWith(",\"row\":\"much,\\u0022b\\u0022\\u0022\\nc\\u0022\"}", bad[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"line\":5,\"column\":null,", bad[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void TheBytesDoNotDependOnTheThreads(int threads)
    {
        string input = Write("in.csv", Many(20_000));
        Model.ScoreFile(input, At("one.csv"), new() { Parallelism = 1, Rejects = At("one.jsonl"), Keep = ["id"] });
        Model.ScoreFile(input, At("more.csv"), new() { Parallelism = threads, Rejects = At("more.jsonl"), Keep = ["id"], PartitionRows = 777 });
        Assert.Equal(File.ReadAllBytes(At("one.csv")), File.ReadAllBytes(At("more.csv")));
        Assert.Equal(File.ReadAllBytes(At("one.jsonl")), File.ReadAllBytes(At("more.jsonl")));
    }

    [Fact]
    public void WhereverARunEndsTheNextGivesTheBytesOfOne()
    {
        string input = Write("in.csv", Many(9_000));
        FileScoringOptions options = new() { Parallelism = 2, PartitionRows = 500, Keep = ["id"], Rejects = At("whole.jsonl") };
        var counting = new EndingDisk(long.MaxValue);
        FileScoring.ScoreFile(Model, input, At("whole.csv"), options, counting, default);
        byte[] whole = File.ReadAllBytes(At("whole.csv")), bad = File.ReadAllBytes(At("whole.jsonl"));
        options = options with { Rejects = At("bad.jsonl") };
        var random = new Random(15);
        long resumed = 0;
        // Evenly drawn ends, and each of the last ones, where files come to their places.
        long[] ends = [.. Enumerable.Range(0, 40).Select(_ => random.NextInt64(counting.Spent)), .. Enumerable.Range(1, 1_000 / 40).Select(i => counting.Spent - i), .. Enumerable.Range(0, 8)];
        foreach (long end in ends)
        {
            foreach (string file in Directory.GetFiles(folder, "out.csv*").Concat(Directory.GetFiles(folder, "bad*"))) File.Delete(file);
            Assert.Throws<IOException>(() => FileScoring.ScoreFile(Model, input, At("out.csv"), options, new EndingDisk(end), default));
            if (File.Exists(At("out.csv"))) Assert.Equal(whole, File.ReadAllBytes(At("out.csv")));
            FileScoringResult result = Model.ScoreFile(input, At("out.csv"), options);
            resumed += result.ResumedRows;
            Assert.Equal(9_000, result.Rows);
            Assert.Equal(whole, File.ReadAllBytes(At("out.csv")));
            Assert.Equal(bad, File.ReadAllBytes(At("bad.jsonl")));
            Assert.Equal(["bad.jsonl", "in.csv", "out.csv", "out.csv.scored.json"], Directory.GetFiles(folder).Select(static f => Path.GetFileName(f)!).Where(static f => !f.StartsWith("whole", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
        Assert.True(resumed > 0, "no run went on with another's rows");
    }

    [Fact]
    public void WhatAnotherModelBeganOrFinishedIsNotMixed()
    {
        string input = Write("in.csv", Many(9_000)), output = At("out.csv");
        FileScoringOptions options = new() { PartitionRows = 500, Rejects = At("bad.jsonl") };
        Assert.Throws<IOException>(() => FileScoring.ScoreFile(Model, input, output, options, new EndingDisk(300_000), default));
        FileScoringException begun = Assert.Throws<FileScoringException>(() => Other.ScoreFile(input, output, options));
        Assert.Contains($"is by the model golden-choice/{Model.Card.Version}/{Model.FileHash[..12]}, and this is golden-choice/{Other.Card.Version}/{Other.FileHash[..12]}", begun.Message, StringComparison.Ordinal);
        Assert.Contains("other options", Assert.Throws<FileScoringException>(() => Model.ScoreFile(input, output, options with { Keep = ["id"] })).Message, StringComparison.Ordinal);
        Model.ScoreFile(input, output, options);
        Assert.Contains("there already, is by the model", Assert.Throws<FileScoringException>(() => Other.ScoreFile(input, output, options)).Message, StringComparison.Ordinal);
        Assert.Equal(9_000, Model.ScoreFile(input, output, options).ResumedRows);
        Assert.Equal(0, Other.ScoreFile(input, output, options with { Replace = true }).ResumedRows);
    }

    [Fact]
    public void AnInputOrPartThatChangedIsNotGoneOnWith()
    {
        string input = Write("in.csv", Many(9_000)), output = At("out.csv");
        FileScoringOptions options = new() { PartitionRows = 500, Rejects = At("bad.jsonl") };
        Assert.Throws<IOException>(() => FileScoring.ScoreFile(Model, input, output, options, new EndingDisk(300_000), default));
        Write("in.csv", "Amount,Shop,id\n7,q,q\n" + Many(9_000)[15..]);
        Assert.Contains("its beginning changed", Assert.Throws<FileScoringException>(() => Model.ScoreFile(input, output, options)).Message, StringComparison.Ordinal);
        Write("in.csv", Many(9_000));
        using (FileStream part = File.OpenWrite(output + ".partial")) part.WriteByte((byte)'L');
        Assert.Contains("is not what the run that wrote it left", Assert.Throws<FileScoringException>(() => Model.ScoreFile(input, output, options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out.csv")]
    [InlineData("bad.jsonl")]
    public void WhatWasAlteredBehindTheLastMoveIsNotTaken(string altered)
    {
        string input = Write("in.csv", Many(900)), output = At("out.csv");
        FileScoringOptions options = new() { Rejects = At("bad.jsonl") };
        var counting = new EndingDisk(long.MaxValue);
        FileScoring.ScoreFile(Model, input, At("out.csv"), options, counting, default);
        File.Delete(output);
        Assert.Throws<IOException>(() => FileScoring.ScoreFile(Model, input, output, options with { Replace = true }, new EndingDisk(counting.Spent - 1), default));
        Assert.Equal((true, true, false), (File.Exists(output), File.Exists(output + ".journal"), File.Exists(output + ".partial")));
        string whole = File.ReadAllText(At(altered));
        Write(altered, whole + "\n");
        Assert.Contains($"{altered}' is not what the run that wrote it left", Assert.Throws<FileScoringException>(() => Model.ScoreFile(input, output, options)).Message, StringComparison.Ordinal);
        Write(altered, whole);
        Assert.Equal(900, Model.ScoreFile(input, output, options).ResumedRows);
        Assert.False(File.Exists(output + ".journal"));
    }

    [Fact]
    public void OptionsAreHeldAgainstTheFiles()
    {
        string input = Write("in.csv", Bad);
        Assert.Contains("set InputFormat", Assert.Throws<ArgumentException>(() => Model.ScoreFile(Write("in.txt", Bad), At("out.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("read and written", Assert.Throws<ArgumentException>(() => Model.ScoreFile(input, input)).Message, StringComparison.Ordinal);
        Assert.Contains("'label', which the output has", Assert.Throws<ArgumentException>(() => Model.ScoreFile(Write("l.csv", "Amount,Shop,label\n"), At("out.csv"), new() { Keep = ["label"] })).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'gone'", Assert.Throws<DataFormatException>(() => Model.ScoreFile(input, At("out.csv"), new() { Keep = ["gone"] })).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Model.ScoreFile(At("none.csv"), At("out.csv")));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new FileScoringOptions { PartitionRows = 0 });
        Write("out.csv", "mine");
        Assert.Contains("is there already", Assert.Throws<FileScoringException>(() => Model.ScoreFile(input, At("out.csv"))).Message, StringComparison.Ordinal);
    }

    private static DynamicModel Choices(int seed)
    {
        using var file = new MemoryStream();
        GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(seed)).SplitRandom(0.2, 0.2, seed: 3).Train).Save(file);
        return DynamicModel.Load(file.ToArray());
    }

    // Every hundredth row is bad, some have line breaks.
    private static string Many(int rows)
    {
        var text = new StringBuilder("Amount,Shop,id\n");
        for (int i = 0; i < rows; i++) text.Append(CultureInfo.InvariantCulture, $"{(i % 100 == 7 ? "much" : i % 37)},{(i % 50 == 3 ? $"\"s\n{i}\"" : $"shop{i % 9}")},row {i}\n");
        return text.ToString();
    }

    private string At(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}

/// <summary>A disk that ends a run once so many bytes were written; a move, a cut and a deletion count as one.</summary>
internal sealed class EndingDisk(long most) : ScoringDisk
{
    public long Spent { get; private set; }

    public override Stream Open(string path) => new Ending(base.Open(path), this);

    public override void Move(string from, string to)
    {
        if (Take(1) < 1) throw Ended();
        base.Move(from, to);
    }

    public override void Delete(string path)
    {
        if (Take(1) < 1) throw Ended();
        base.Delete(path);
    }

    private int Take(int count)
    {
        int taken = (int)Math.Min(count, most - Spent);
        Spent += taken;
        return taken;
    }

    private static IOException Ended() => new("the disk is full");

    private sealed class Ending(Stream inner, EndingDisk disk) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
        public override void Flush() => inner.Flush();

        public override void SetLength(long value)
        {
            if (disk.Take(1) < 1) throw Ended();
            inner.SetLength(value);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int taken = disk.Take(count);
            inner.Write(buffer, offset, taken);
            if (taken < count) throw Ended();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
