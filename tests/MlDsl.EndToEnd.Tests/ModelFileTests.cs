using System.IO.Compression;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Model files: what is saved comes back, and what was touched does not.</summary>
public sealed class ModelFileTests : IDisposable
{
    private static readonly SaleModel Model = SaleModel.Fit(Made.Split(1500).Train);
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Saved()
    {
        string path = Path.Combine(folder, "sale.mldsl");
        Model.Save(path);
        return path;
    }

    [Fact]
    public void ALoadedModelPredictsTheSameBits()
    {
        SaleModel loaded = SaleModel.Load(Saved());
        foreach (Sale.Input input in Made.Inputs(300)) Assert.Equal(Model.Predict(in input), loaded.Predict(in input));
        Assert.Equal(Model.Card.Rows, loaded.Card.Rows);
        Assert.Equal(Model.Card.Options, loaded.Card.Options);
    }

    [Fact]
    public void ALoadedModelIsSavedAsTheSameBytes()
    {
        string first = Saved(), second = Path.Combine(folder, "again.mldsl");
        SaleModel.Load(first).Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void EvaluationsAreRecordedInTheFile()
    {
        var split = Made.Split(1500);
        SaleModel model = SaleModel.Fit(split.Development);
        model.Assess(split.Test);
        model.Assess(split.Test);
        string path = Path.Combine(folder, "assessed.mldsl");
        model.Save(path);
        EvaluationRecord second = SaleModel.Load(path).Evaluations[1];
        Assert.Equal(("test", 2), (second.Side, second.Times));
        Assert.Contains(second.Metrics, static m => m.Name == "RMSE" && m.Metric.Value > 0);
    }

    [Fact]
    public void AModelNamesTheOneItReplaces()
    {
        SaleModel next = SaleModel.Fit(Made.Split(1500).Train, parent: Model);
        Assert.Null(Model.Card.Parent);
        using ZipArchive file = ZipFile.OpenRead(Saved());
        using Stream manifest = file.GetEntry("manifest.json")!.Open();
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(manifest)).ToLowerInvariant(), next.Card.Parent);

        // Whatever happens to the parent later.
        Model.Evaluate(Made.Split(1500).Validation);
        Assert.Equal(next.Card.Parent, SaleModel.Fit(Made.Split(1500).Train, parent: Model).Card.Parent);
        Assert.NotEqual(next.Card.Parent, SaleModel.Fit(Made.Split(1500).Train, parent: next).Card.Parent);
    }

    [Fact]
    public void AnAbsentFileIsNamed()
    {
        var problem = Assert.Throws<ModelFileException>(() => SaleModel.Load(Path.Combine(folder, "nowhere.mldsl")));
        Assert.Contains("nowhere.mldsl", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileCutShortAnywhereIsRefused()
    {
        string path = Saved();
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ModelFileException>(() => SaleModel.Load(path));
        }
    }

    [Fact]
    public void AnAlteredByteIsRefusedOrChangesNothing()
    {
        string path = Saved();
        byte[] whole = File.ReadAllBytes(path);
        Sale.Input input = Made.Inputs(1)[0];
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            byte[] altered = [.. whole];
            altered[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, altered);
            try
            {
                // A flipped bit in a field that nobody reads, such as a time stamp, is no harm.
                Assert.Equal(Model.Predict(in input), SaleModel.Load(path).Predict(in input));
            }
            catch (ModelFileException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("plan.json")]
    [InlineData("predictor.bin")]
    [InlineData("outcome.json")]
    [InlineData("evaluations.json")]
    public void AnExchangedPartIsNamed(string part)
    {
        string path = Saved();
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            archive.GetEntry(part)!.Delete();
            using StreamWriter writer = new(archive.CreateEntry(part).Open());
            writer.Write("{}");
        }
        Assert.Contains(part, Assert.Throws<ModelFileException>(() => SaleModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModelIsNamed()
    {
        var problem = Assert.Throws<ModelFileException>(() => TripModel.Load(Saved()));
        Assert.Contains("'SaleModel'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'trip'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryChangedColumnIsNamed()
    {
        Old.Order[] rows = [.. Enumerable.Range(0, 50).Select(static i => new Old.Order { Pieces = i, Note = i % 3, Country = $"c{i % 4}", Sum = i })];
        string path = Path.Combine(folder, "order.mldsl");
        Old.OrderModel.Fit(Dataset<Old.Order>.FromRows(rows).SplitRandom(0.1, 0.1, seed: 1).Train).Save(path);
        string message = Assert.Throws<ModelFileException>(() => New.OrderModel.Load(path)).Message;
        Assert.Contains("the column 'Pieces' was 'float", message, StringComparison.Ordinal);
        Assert.Contains("the column 'Note' is gone", message, StringComparison.Ordinal);
        Assert.Contains("the column 'Express' is new", message, StringComparison.Ordinal);
        Assert.Contains("the feature 'Double' was", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'Country'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedSaveLeavesNothingBehind()
    {
        string path = Path.Combine(folder, "taken");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => Model.Save(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }
}
