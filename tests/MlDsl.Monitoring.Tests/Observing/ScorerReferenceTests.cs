using Microsoft.Extensions.DependencyInjection;

namespace MlDsl.Monitoring.Tests.Observing;

/// <summary>Models without a reference in their file, held against those with one: the same rows, the same counts.</summary>
[Collection(MlDsl.Testing.Alone.Name)]
public sealed class ScorerReferenceTests : IDisposable
{
    private static readonly MonitoringOptions ByHand = new() { Every = Timeout.InfiniteTimeSpan, Alarms = null };

    private static readonly WatchedColumns<Visit.Input, BinaryPrediction> Columns = WatchedColumns<Visit.Input, BinaryPrediction>.None
        .Number("Age", static v => v.Age ?? float.NaN)
        .Number("Pages", static v => v.Pages)
        .Number("Seconds", static v => (float)v.Seconds)
        .Category("City", static v => v.City)
        .Category("IsNew", static v => v.IsNew ? "true" : "false")
        .Probability(static p => p.Probability.Value);

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AReferenceOfRowsIsThatOfAFit()
    {
        Visit[] rows = Visit.Made(4_000, seed: 1);
        VisitModel model = VisitModel.Fit(Dataset<Visit>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 2).Train);
        Visit.Input[] inputs = [.. Dataset<Visit>.FromRows(rows).SplitRandom(0.3, 0.1, seed: 2).Train.Rows.Select(static v => v.ToInput())];
        ScorerReference<Visit.Input, BinaryPrediction> reference = Columns.Reference(model, inputs);
        Assert.Equal(model.Reference!.Rows, reference.Profile.Rows);
        foreach (string name in (string[])["Age", "Seconds", "City", "IsNew"])
        {
            ColumnProfile fitted = model.Reference.Columns.Single(c => c.Name == name), own = reference.Profile.Columns.Single(c => c.Name == name);
            Assert.Equal(fitted.Edges.ToArray(), own.Edges.ToArray());
            Assert.Equal(fitted.Categories.ToArray(), own.Categories.ToArray());
            Assert.Equal(fitted.ToCells(), own.ToCells());
            Assert.Equal((fitted.Mean, fitted.Deviation, fitted.Distinct), (own.Mean, own.Deviation, own.Distinct));
        }
        ColumnProfile said = Assert.Single(reference.Profile.Scores);
        Assert.Equal(("probability", reference.Profile.Rows), (said.Name, said.ToCells().Sum()));
        Assert.Equal(inputs.Average(i => model.Predict(i).Probability.Value), said.Mean, 3);
    }

    [Fact]
    public void WindowsAreThoseOfTheModelWithTheSameReference()
    {
        var reference = new ScorerReference<Visit.Input, BinaryPrediction>(Columns, Visits.Model.Reference!);
        using var own = new ModelMonitor<VisitModel, Visit.Input, BinaryPrediction>(ByHand);
        using var given = new ModelMonitor<Asked, Visit.Input, BinaryPrediction>(reference, ByHand);
        own.Observe(Visits.Model, Visits.Inputs, Visits.Said);
        var asked = new Asked();
        var said = new BinaryPrediction[Visits.Inputs.Length];
        given.Watching(asked).Run(Visits.Inputs, said);
        ProfileWindow expected = Assert.Single(own.Close()).Window, actual = Assert.Single(given.Close()).Window;
        Assert.Equal((expected with { From = actual.From, To = actual.To }).ToBytes(), actual.ToBytes());
        Assert.Equal(0, given.RowsWithoutReference);

        long least = long.MaxValue;
        for (int turn = 0; turn < 3; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            given.Observe(asked, Visits.Inputs, said);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void AShiftIsAlarmedInAService()
    {
        ScorerReference<Visit.Input, BinaryPrediction> reference = Columns.Reference(new Asked(), Visit.Made(20_000, seed: 4).Select(static v => v.ToInput()));
        reference.Save(folder["a/visits.reference"]);
        var services = new Made(new ServiceCollection().AddMonitoring<Asked, Visit.Input, BinaryPrediction>(Columns.Load(folder["a/visits.reference"]), ByHand with { Alarms = new() { WindowsPerWeek = 7 } }));
        using ModelMonitor<Asked> monitor = services.GetRequiredService<ModelMonitor<Asked>>();
        IPredictionObserver<Asked, Visit.Input, BinaryPrediction> observer = services.GetRequiredService<IPredictionObserver<Asked, Visit.Input, BinaryPrediction>>();
        var asked = new Asked();
        Observe(static v => v);
        Assert.Empty(monitor.Alarms);
        Observe(static v => v with { Seconds = v.Seconds + 300 });
        Assert.Equal("Seconds", monitor.Alarms[0].Column);
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMonitoring<Asked, Visit.Input, BinaryPrediction>(reference).AddMonitoring<Asked, Visit.Input, BinaryPrediction>(reference));

        void Observe(Func<Visit, Visit> change)
        {
            Visit.Input[] inputs = [.. Visit.Made(1_000, seed: 9).Select(v => change(v).ToInput())];
            var said = new BinaryPrediction[inputs.Length];
            asked.Run(inputs, said);
            observer.Observe(asked, inputs, said);
            monitor.Close();
        }
    }

    [Theory]
    [InlineData("gone", "were 40000 at first and 0 then")]
    [InlineData("grown", "were 40000 at first and others, or ")]
    [InlineData("later", "were 40000 at first and others, or ")]
    public void RowsThatAreOthersTheSecondTimeAreRefused(string change, string message)
    {
        int reads = 0;
        var columns = WatchedColumns<(int Day, float Value), float>.None.Number("Value", static row => row.Value).At(static row => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(row.Day));
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => columns.Reference(new Same(), Rows())).Message, StringComparison.Ordinal);

        IEnumerable<(int Day, float Value)> Rows()
        {
            bool again = ++reads > 1;
            int count = !again ? 40_000 : change switch { "gone" => 0, "grown" => 40_001, _ => 40_000 };
            for (int i = 0; i < count; i++) yield return ((i % 10) + (again && change == "later" ? 5 : 0), i % 97);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(4_000)]
    public void RowsHaveDays(int days)
    {
        // 40,000 rows are more than the sample holds.
        (int Day, float Value)[] rows = [.. Enumerable.Range(0, 40_000).Select(i => (i % days, (float)(i % 97)))];
        WatchedColumns<(int Day, float Value), float> columns = WatchedColumns<(int Day, float Value), float>.None.Number("Value", static row => row.Value).At(static row => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(row.Day));
        ReferenceProfile profile = columns.Reference(new Same(), rows).Profile;
        Assert.True(profile.SampleRows < profile.Rows);
        Assert.InRange(profile.Blocks.Length, Math.Min(days, 60), 128);
        Assert.Equal(40_000, profile.Blocks.Sum(static block => block.Rows));
        Assert.Empty(profile.Scores);
    }

    [Fact]
    public void OtherColumnsAreRefusedByName()
    {
        Columns.Reference(Visits.Model, Visits.Inputs).Save(folder["visits.reference"]);
        WatchedColumns<Visit.Input, BinaryPrediction> none = WatchedColumns<Visit.Input, BinaryPrediction>.None, age = none.Number("Age", static v => v.Age ?? float.NaN);
        Refused("has the column 'Pages', which is not watched", age.Load);
        Refused("has the column 'Age' (Number) where 'Age' (Category) is watched", none.Category("Age", static _ => "").Load);
        Refused("does not have the column 'More', which is watched", Columns.Number("More", static _ => 0).Load);
        Refused("has what the model says as 'probability' (Number) where 'prediction' (Number) is watched", Watched().Prediction(static p => p.Probability.Value).Load);
        Refused("has what the model says as 'probability', which is not watched", Watched().Load);
        Refused("does not have what the model says as 'class'", Watched().Class(static p => "x", static p => p.Probability.Value).Load);
        byte[] file = File.ReadAllBytes(folder["visits.reference"]);
        for (int length = 0; length < file.Length; length += 7)
        {
            File.WriteAllBytes(folder["cut.reference"], file[..length]);
            Assert.Contains("cut.reference", Assert.Throws<ModelFileException>(() => Columns.Load(folder["cut.reference"])).Message, StringComparison.Ordinal);
        }
        Assert.Contains("cannot be read", Assert.Throws<ModelFileException>(() => Columns.Load(folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("a column 'Age' already", Assert.Throws<ArgumentException>(() => Columns.Category("Age", static _ => "")).Message, StringComparison.Ordinal);
        Assert.Contains("a model says one thing", Assert.Throws<ArgumentException>(() => Columns.Prediction(static _ => 1)).Message, StringComparison.Ordinal);
        Assert.Contains("There are no rows", Assert.Throws<ArgumentException>(() => Columns.Reference(Visits.Model, [])).Message, StringComparison.Ordinal);
        Assert.Contains("No input is watched", Assert.Throws<ArgumentException>(() => none.Reference(Visits.Model, Visits.Inputs)).Message, StringComparison.Ordinal);

        void Refused(string message, Func<string, object> load)
        {
            string said = Assert.Throws<ModelFileException>(() => load(folder["visits.reference"])).Message;
            Assert.Contains(message, said, StringComparison.Ordinal);
            Assert.Contains("visits.reference", said, StringComparison.Ordinal);
        }

        WatchedColumns<Visit.Input, BinaryPrediction> Watched() =>
            age.Number("Pages", static v => v.Pages).Number("Seconds", static v => (float)v.Seconds).Category("City", static v => v.City).Category("IsNew", static v => v.IsNew ? "true" : "false");
    }

    /// <summary>The services of a collection, each made once.</summary>
    private sealed class Made(IServiceCollection services) : IServiceProvider
    {
        private readonly Dictionary<Type, object> made = [];

        public object? GetService(Type type)
        {
            if (made.TryGetValue(type, out object? service)) return service;
            return services.SingleOrDefault(one => one.ServiceType == type) is { } found ? made[type] = found.ImplementationFactory!(this) : null;
        }
    }

    /// <summary>A model that has no reference, as one of another library.</summary>
    private sealed class Asked : IScorer<Visit.Input, BinaryPrediction>
    {
        public void Run(in Visit.Input input, out BinaryPrediction output) => output = Visits.Model.Predict(in input);

        public void Run(ReadOnlySpan<Visit.Input> inputs, Span<BinaryPrediction> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) outputs[i] = Visits.Model.Predict(in inputs[i]);
        }

        public ValueTask<BinaryPrediction> RunAsync(Visit.Input input, CancellationToken cancellation = default) => new(Visits.Model.Predict(in input));
    }

    private sealed class Same : IScorer<(int Day, float Value), float>
    {
        public void Run(in (int Day, float Value) input, out float output) => output = input.Value;

        public void Run(ReadOnlySpan<(int Day, float Value)> inputs, Span<float> outputs)
        {
            for (int i = 0; i < inputs.Length; i++) outputs[i] = inputs[i].Value;
        }

        public ValueTask<float> RunAsync((int Day, float Value) input, CancellationToken cancellation = default) => new(input.Value);
    }
}
