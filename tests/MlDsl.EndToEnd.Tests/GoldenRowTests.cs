using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>The theory that is written for this class reads rows whose numbers were calculated in Python from the file of the model.</summary>
[Golden<GoldenChoiceModel>("Golden/choice-2.jsonl", "Golden/choice-2.mldsl")]
public sealed partial class ChoiceGoldenTests
{
    [Fact]
    public void RunsInEveryWay()
    {
        Assert.Equal(["the model", "the interpreter", "ONNX Runtime"], Golden.Value.Ways);
        Assert.Equal(24, GoldenLines.Count);
    }
}

/// <summary>What is written is read, and what differs is said with its line.</summary>
public sealed class GoldenRowTests
{
    private static readonly GoldenPriceModel Prices = GoldenPriceModel.Load(GoldenFileTests.Named("price-2.mldsl"));
    private static readonly GoldenStandingModel Standings = GoldenStandingModel.Load(GoldenFileTests.Named("standing-2.mldsl"));

    [Fact]
    public void EveryTypeOfColumnComesBack()
    {
        string path = Written(path => Prices.WriteGolden(path, GoldenFileTests.Prices(4).Take(30).Select(static p => p.ToInput())));
        var suite = Prices.ReadGolden(path, tolerance: 0);
        Assert.Equal(Enumerable.Range(1, 30), suite.Lines);
        Assert.All(suite.Lines, suite.Check);
        File.Delete(path);
    }

    [Fact]
    public void VectorsAndOtherValuesComeBack()
    {
        SongModel songs = SongModel.Load(GoldenFileTests.Named("song-2.mldsl"));
        string path = Written(path => songs.WriteGolden(path, VectorTests.Songs.Take(30).Select(static s => s.ToInput())));
        Assert.All(songs.ReadGolden(path).Lines, songs.ReadGolden(path).Check);
        File.Delete(path);
        CallModel calls = CallModel.Load(GoldenFileTests.Named("call-2.mldsl"));
        path = Written(path => calls.WriteGolden(path, ValueTypesTests.Calls.Take(30).Select(static c => c.ToInput())));
        Assert.All(calls.ReadGolden(path).Lines, calls.ReadGolden(path).Check);
        File.Delete(path);
    }

    [Fact]
    public void AClassHasItsPlace()
    {
        string path = Written(static path => Standings.WriteGolden(path, GoldenFileTests.Standings(4).Take(10).Select(static s => s.ToInput())));
        var suite = Standings.ReadGolden(path).And("the third class", static input =>
        {
            var all = new float[3];
            Standings.Predict(in input, all);
            return [new GoldenOutput(2, all[2])];
        });
        Assert.All(suite.Lines, suite.Check);
        File.Delete(path);
    }

    // The file holds the number alone, and the export tells both ends.
    [Fact]
    public void TheEndsOfAnIntervalAreComparedAsWell()
    {
        DriveSpreadModel drives = DriveSpreadModel.Load(GoldenFileTests.Named("drive-2.mldsl"));
        string path = Written(path => drives.WriteGolden(path, Drive.Made(20).Select(static d => d.ToInput())));
        using var export = MlDsl.Onnx.ExportedScorer.Load(drives.ExportOnnx(new OnnxExportOptions { Scores = true, Features = true }), drives.Plan);
        var suite = drives.ReadGolden(path).AndByName("ONNX Runtime", export.Predict);
        Assert.All(suite.Lines, suite.Check);
        foreach (int end in (int[])[1, 2])
        {
            string message = Assert.Throws<GoldenException>(() => suite.AndByName("a wider one", values =>
            {
                float[] found = export.Predict(values);
                Assert.Equal(3, found.Length);
                found[end] += end == 1 ? -0.1f : 0.1f;
                return found;
            }).Check(1)).Message;
            Assert.Contains(FormattableString.Invariant($"for output {end}"), message, StringComparison.Ordinal);
        }
        File.Delete(path);
    }

    [Fact]
    public void WhatDiffersIsSaidWithLineWayAndRow()
    {
        using var file = new TemporaryText("""

            {"input":{"Amount":3.5,"Shop":"s1"},"expected":[0.5]}
            """);
        GoldenChoiceModel model = GoldenChoiceModel.Load(GoldenFileTests.Named("choice-2.mldsl"));
        float truth = model.Predict(new GoldenChoice.Input { Amount = 3.5f, Shop = "s1" }).Probability.Value;
        var suite = model.ReadGolden(file.Path);
        string message = Assert.Throws<GoldenException>(() => suite.Check(2)).Message;
        foreach (string part in new[] { $"{file.Path}(2): the model says ", FormattableString.Invariant($"{truth}"), "0.5 is expected", "at most", "{\"Amount\":3.5,\"Shop\":\"s1\"}" })
            Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("no row on that line", Assert.Throws<ArgumentOutOfRangeException>(() => suite.Check(1)).Message, StringComparison.Ordinal);

        using var right = new TemporaryText(FormattableString.Invariant($$"""{"input":{"Amount":3.5,"Shop":"s1"},"expected":[{{truth}}]}"""));
        suite = model.ReadGolden(right.Path);
        suite.Check(1);
        Assert.Contains("broken cannot predict: no", Assert.Throws<GoldenException>(() => suite.And("broken", static _ => throw new InvalidOperationException("no")).Check(1)).Message, StringComparison.Ordinal);
        Assert.Contains("both says", Assert.Throws<GoldenException>(() => suite.AndByName("both", _ => [1 - truth, truth + 0.1f]).Check(1)).Message, StringComparison.Ordinal);
        suite.AndByName("both", _ => [1 - truth, truth]).Check(1);
    }

    [Theory]
    [InlineData("{\"input\":{\"Amount\":1,\"Shop\":\"s\"}}", "(1) is no golden row")]
    [InlineData("{\"input\":{\"Amount\":\"x\",\"Shop\":\"s\"},\"expected\":[1]}", "(1) is no golden row")]
    [InlineData("{\"input\":{\"Amount\":1,\"Shops\":\"s\"},\"expected\":[1]}", "'Shops'")]
    [InlineData("{\"input\":{\"Amount\":1,\"Shop\":\"s\"},\"expected\":[1,2]}", "2 numbers are expected, and the model says 1")]
    [InlineData("\n[]", "(2) is no golden row")]
    [InlineData("{", "(1) is no golden row")]
    [InlineData("", "has no rows")]
    public void ALineThatIsNoRowIsNamed(string text, string named)
    {
        using var file = new TemporaryText(text);
        GoldenChoiceModel model = GoldenChoiceModel.Load(GoldenFileTests.Named("choice-2.mldsl"));
        Assert.Contains(named, Assert.Throws<GoldenException>(() => model.ReadGolden(file.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file", Assert.Throws<GoldenException>(() => model.ReadGolden(file.Path + "x")).Message, StringComparison.Ordinal);
    }

    private static string Written(Action<string> write)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        write(path);
        return path;
    }
}
