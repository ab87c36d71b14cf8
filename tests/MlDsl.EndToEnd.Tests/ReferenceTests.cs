using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What a model was trained on travels in its file, and rows counted later fall into the same cells.</summary>
public sealed class ReferenceTests
{
    private static readonly Split<GoldenChoice> Choices = Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(2)).SplitRandom(0.3, 0.1, seed: 5);

    [Fact]
    public void ThreadsDoNotChangeIt()
    {
        TrainSet<Sale> train = Made.Split(20_000).Train;
        byte[][] files = [.. new[] { 1, 2, 8 }.Select(threads => ReferenceFile.Write(SaleModel.Fit(train, control: new TrainingControl { Threads = threads }).Reference!))];
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
        Assert.Equal(train.Count, SaleModel.Fit(train).Reference!.Rows);
    }

    [Fact]
    public void BlocksOfTimeHoldAllRows()
    {
        // Hours of more than four years, which are more than a sample holds.
        TrainSet<PowerReading> train = Dataset<PowerReading>.FromRows(PowerReading.Made(40_000, growth: 0)).SplitByTime(validation: 0, test: 0).Train;
        ReferenceProfile[] references = [.. new[] { 1, 3 }.Select(threads => PowerPointModel.Fit(train, control: new TrainingControl { Threads = threads }).Reference!)];
        Assert.Equal(ReferenceFile.Write(references[0]), ReferenceFile.Write(references[1]));
        ReferenceProfile reference = references[0];
        Assert.Equal((TimeSpan.FromDays(16), 40_000), (reference.BlockLength, reference.Blocks.Sum(static b => b.Rows)));
        Assert.InRange(reference.SampleRows, 1_000, 39_999);
        Assert.All(reference.Blocks.Skip(1).SkipLast(1), static b => Assert.Equal(16 * 24, b.Rows));
        Assert.Equal(reference.Columns[0].ToCells(), Enumerable.Range(0, reference.Columns[0].Cells).Select(cell => reference.Blocks.Sum(b => b.Counts[cell])));
    }

    [Fact]
    public void AFileKeepsIt()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train);
        using var file = new MemoryStream();
        model.Save(file);
        GoldenChoiceModel loaded = GoldenChoiceModel.Load(file.ToArray());
        Assert.Equal(ReferenceFile.Write(model.Reference!), ReferenceFile.Write(loaded.Reference!));
        Assert.Equal(ReferenceFile.Write(model.Reference!), ReferenceFile.Write(DynamicModel.Load(file.ToArray()).Reference!));
        Assert.Equal(["Amount", "Shop"], loaded.Reference!.Columns.Select(static c => c.Name));
    }

    [Fact]
    public void ItCanBeLeftOut()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train, control: new TrainingControl { Reference = false });
        Assert.Null(model.Reference);
        using var file = new MemoryStream();
        model.Save(file);
        Assert.Null(GoldenChoiceModel.Load(file.ToArray()).Reference);
        Assert.Contains("has no reference", Assert.Throws<InvalidOperationException>(() => model.WithReference(Choices.Validation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItDoesNotChangeWhatIsPredicted()
    {
        GoldenChoiceModel with = GoldenChoiceModel.Fit(Choices.Train), without = GoldenChoiceModel.Fit(Choices.Train, control: new TrainingControl { Reference = false });
        foreach (GoldenChoice row in Choices.Validation.Rows) Assert.Equal(without.Predict(row.ToInput()), with.Predict(row.ToInput()));
    }

    [Fact]
    public void RowsFallIntoTheCellsOfTheTraining()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train).WithReference(Choices.Validation);
        ProfileWindow train = Seen(model, Choices.Train.Rows), validation = Seen(model, Choices.Validation.Rows);
        for (int i = 0; i < train.Columns.Length; i++) Assert.Equal(model.Reference!.Columns[i].ToCells(), train.Columns[i]);
        for (int i = 0; i < train.Pairs.Length; i++) Assert.Equal(model.Reference!.Pairs[i].Counts.AsEnumerable(), train.Pairs[i]);
        Assert.Equal(model.Reference!.Scores[0].ToCells(), validation.Scores[0]);
    }

    [Fact]
    public void ScoresAndLossesAreOfTheValidationRows()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train);
        Assert.Empty(model.Reference!.Scores);
        ReferenceProfile reference = model.WithReference(Choices.Validation).Reference!;
        ColumnProfile probability = Assert.Single(reference.Scores);
        Assert.Equal("probability", probability.Name);
        Assert.Equal(Choices.Validation.Count, probability.ToCells().Sum());
        Assert.Equal(model.Evaluate(Choices.Validation).LogLoss.Value, reference.Losses!.Mean, 3);
    }

    [Fact]
    public void SeveralClassesHaveAProfileOfTheirOwn()
    {
        Split<GoldenStanding> split = Dataset<GoldenStanding>.FromRows(GoldenFileTests.Standings(2)).SplitRandom(0.4, 0.1, seed: 5);
        GoldenStandingModel model = GoldenStandingModel.Fit(split.Train).WithReference(split.Validation);
        Assert.Equal(["probability", "class"], model.Reference!.Scores.Select(static s => s.Name));
        IObservedModel<GoldenStanding.Input, ClassPrediction<Standing>> observed = model;
        ProfileCells cells = observed.NewCells()!;
        GoldenStanding.Input[] inputs = [.. split.Validation.Rows.Select(static r => r.ToInput())];
        ClassPrediction<Standing>[] said = [.. inputs.Select(i => model.Predict(in i))];
        var counts = new long[cells.Count];
        Count(observed, cells, inputs, said, counts);
        Assert.Equal(model.Reference!.Scores[1].ToCells(), cells.ToWindow(counts, inputs.Length, default, default).Scores[1]);
        Assert.Equal(model.Evaluate(split.Validation).LogLoss.Value, model.Reference!.Losses!.Mean, 3);
    }

    [Fact]
    public void WindowsAddUpAndTravel()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train).WithReference(Choices.Validation);
        GoldenChoice[] rows = [.. Choices.Train.Rows];
        ProfileWindow whole = Seen(model, rows);
        ProfileWindow merged = Enumerable.Range(0, 1_000)
            .Select(i => ProfileWindow.Read(Seen(model, rows.Where((_, row) => row % 1_000 == i)).ToBytes(), model.Reference!))
            .Aggregate(static (a, b) => a.Merge(b));
        Assert.Equal(whole.ToBytes(), merged.ToBytes());
    }

    [Fact]
    public void AWindowOfAnotherReferenceIsRefused()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train), other = model.WithReference(Choices.Validation);
        byte[] bytes = Seen(model, Choices.Train.Rows).ToBytes();
        Assert.Contains("read it with the model that saw its rows", Assert.Throws<ModelFileException>(() => ProfileWindow.Read(bytes, other.Reference!)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Seen(model, []).Merge(Seen(other, [])));
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<ModelFileException>(() => ProfileWindow.Read(bytes.AsSpan(0, length), model.Reference!));
        bytes[^1]++;
        Assert.Throws<ModelFileException>(() => ProfileWindow.Read(bytes, model.Reference!));
    }

    [Fact]
    public void AReferenceOfOtherColumnsIsRefused()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Fit(Choices.Train);
        ReferenceProfile other = model.Reference! with { Columns = [.. model.Reference!.Columns.Select(static c => c with { Name = c.Name + "2" })] };
        using var saved = new MemoryStream();
        model.Save(saved);
        byte[] file = ModelWriter.Write(ModelFile.Read(saved.ToArray(), "The memory") with { Reference = other }).File;
        Assert.Contains("'Amount2', which is no input of 'GoldenChoice'", Assert.Throws<ModelFileException>(() => GoldenChoiceModel.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfThisFormatIsReadForEver()
    {
        GoldenChoiceModel model = GoldenChoiceModel.Load(GoldenFileTests.Named("choice-2-reference.mldsl"));
        Assert.Equal(File.ReadAllLines(GoldenFileTests.Named("choice-2-reference.txt")), Told(model));
    }

    private static string[] Told(GoldenChoiceModel model) =>
    [
        .. model.Reference!.Columns.Concat(model.Reference!.Scores).Append(model.Reference!.Losses!).Select(static c => string.Create(
            CultureInfo.InvariantCulture, $"{c.Name} {c.Kind} [{string.Join(' ', c.Edges)}] [{string.Join(' ', c.Categories)}] {string.Join(' ', c.ToCells())} {c.Distinct:R} {c.Mean:R} {c.Deviation:R}")),
        .. model.Reference!.Pairs.Select(static p => string.Create(CultureInfo.InvariantCulture, $"{p.First} {p.Second} {p.Correlation:R} {string.Join(' ', p.Counts)}")),
    ];

    [Fact]
    public void OlderFilesHaveNone() => Assert.Null(GoldenChoiceModel.Load(GoldenFileTests.Named("choice-2.mldsl")).Reference);

    // As many rows at a time as a model counts at once.
    private static void Count<TInput, TOutput>(IObservedModel<TInput, TOutput> model, ProfileCells cells, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> said, Span<long> counts) where TInput : struct
    {
        for (int from = 0; from < inputs.Length; from += ProfileBlock.MostRows)
        {
            int length = Math.Min(ProfileBlock.MostRows, inputs.Length - from);
            model.Count(cells, inputs.Slice(from, length), said.Slice(from, length), counts);
        }
    }

    private static ProfileWindow Seen(GoldenChoiceModel model, IEnumerable<GoldenChoice> rows)
    {
        IObservedModel<GoldenChoice.Input, BinaryPrediction> observed = model;
        ProfileCells cells = observed.NewCells()!;
        GoldenChoice.Input[] inputs = [.. rows.Select(static r => r.ToInput())];
        BinaryPrediction[] said = [.. inputs.Select(i => model.Predict(in i))];
        var counts = new long[cells.Count];
        Count(observed, cells, inputs, said, counts);
        return cells.ToWindow(counts, inputs.Length, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
    }
}
