using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Predicting allocates no managed memory, after warm-up.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int Calls = 10_000;

    [Fact]
    public void ARegressionAllocatesNothing()
    {
        SaleModel model = SaleModel.Fit(Made.Split().Train);
        Sale.Input[] inputs = Made.Inputs(100);
        var room = new float[inputs.Length];
        AssertNothing(i => model.Predict(in inputs[i % inputs.Length]));
        AssertNothing(_ => model.Predict(inputs, room), Calls / 100);
    }

    [Fact]
    public void ABinaryClassifierAllocatesNothing()
    {
        Visit[] visits = [.. Enumerable.Range(0, 400).Select(static i => new Visit { Age = i % 90, IsIll = i % 90 > 40 == (i % 7 != 0) })];
        VisitModel model = VisitModel.Fit(Dataset<Visit>.FromRows(visits).SplitRandom(0.1, 0.1, seed: 1).Train);
        Visit.Input[] inputs = [.. visits.Select(static v => new Visit.Input { Age = v.Age })];
        var room = new BinaryPrediction[inputs.Length];
        AssertNothing(i => model.Predict(in inputs[i % inputs.Length]));
        AssertNothing(_ => model.Predict(inputs, room), Calls / 100);
    }

    [Fact]
    public void AMulticlassClassifierAllocatesNothing()
    {
        Iris[] flowers = [.. Enumerable.Range(0, 300).Select(static i => new Iris
        {
            Species = (Species)(i % 3), SepalLength = i % 3 + (i % 11), SepalWidth = i % 7, PetalLength = i % 3, PetalWidth = i % 5,
        })];
        IrisModel model = IrisModel.Fit(Dataset<Iris>.FromRows(flowers).SplitRandom(0.1, 0.1, seed: 1).Train);
        Iris.Input[] inputs = [.. flowers.Select(static f => new Iris.Input
        {
            SepalLength = f.SepalLength, SepalWidth = f.SepalWidth, PetalLength = f.PetalLength, PetalWidth = f.PetalWidth,
        })];
        var labels = new ClassPrediction<Species>[inputs.Length];
        var probabilities = new float[inputs.Length * 3];
        AssertNothing(i => model.Predict(in inputs[i % inputs.Length]));
        AssertNothing(i => _ = model.Predict(in inputs[i % inputs.Length], probabilities.AsSpan(0, 3)).Best);
        AssertNothing(_ => model.Predict(inputs, labels), Calls / 100);
        AssertNothing(_ => model.PredictProbabilities(inputs, probabilities), Calls / 100);
    }

    [Fact]
    public void ARankingAllocatesNothing()
    {
        SearchModel model = SearchModel.Fit(SearchHits.Split().Train);
        SearchHit.Input[] inputs = [.. SearchHits.Make(300, 1).Select(static r => r.ToInput())];
        var scores = new Score[inputs.Length];
        var order = new int[inputs.Length];
        AssertNothing(i => model.Predict(in inputs[i % inputs.Length]));
        AssertNothing(_ => model.Predict(inputs, scores), Calls / 100);
        AssertNothing(_ => model.Rank(inputs, order), Calls / 100);
        AssertNothing(_ => model.Rank(inputs.AsSpan(0, 20), order.AsSpan(0, 20)), Calls / 10);
    }

    [Fact]
    public void HoldingAnInputToItsContractAllocatesNothing()
    {
        var input = new Contracts.Parcel.Input { Miles = 20, Pounds = 3, Zone = "S", By = Contracts.Carrier.Post, Code = "AB12", Items = 1 };
        AssertNothing(_ => input.HeldToContract());
    }

    [Fact]
    public void ExplainingAllocatesNothing()
    {
        SaleModel model = SaleModel.Fit(Made.Split().Train);
        Sale.Input[] inputs = Made.Inputs(100);
        var contributions = new double[model.ExplainedColumns.Count];
        AssertNothing(i => model.Explain(in inputs[i % inputs.Length], contributions));
    }

    [Fact]
    public void VectorsAllocateNothing()
    {
        Song[] songs = [.. Enumerable.Range(0, 200).Select(static i => new Song
        {
            Timbre = [i % 7, i % 11, i], Beat = new[] { i % 4 == 0 ? float.NaN : i, i }, Counts = i % 9 == 0 ? null : [i, i % 3 == 0 ? null : 2], Level = [i, 2], Raw = [i, i % 5], Fame = i % 7,
        })];
        SongModel model = SongModel.Fit(Dataset<Song>.FromRows(songs).SplitRandom(0.1, 0.1, seed: 1).Train);
        Song.Input[] inputs = [.. songs.Select(static s => s.ToInput())];
        var room = new float[inputs.Length];
        AssertNothing(i => model.Predict(in inputs[i % inputs.Length]));
        AssertNothing(_ => model.Predict(inputs, room), Calls / 100);
    }

    [Fact]
    public void CalibrationsAndIntervalsAllocateNothing()
    {
        IsotonicLoanModel two = IsotonicLoanModel.Fit(Dataset<Loan>.FromRows(Loan.Made(1000)).SplitRandom(0.1, 0.1, seed: 1).Train);
        IsotonicCourseModel three = IsotonicCourseModel.Fit(Dataset<CourseRow>.FromRows(CourseRow.Made(1000)).SplitRandom(0.1, 0.1, seed: 1).Train);
        DriveSpreadModel drive = DriveSpreadModel.Fit(Dataset<Drive>.FromRows(Drive.Made(1000)).SplitRandom(0.1, 0.1, seed: 1).Train);
        Loan.Input[] loans = [.. Loan.Made(100).Select(static l => l.ToInput())];
        CourseRow.Input[] courses = [.. CourseRow.Made(100).Select(static c => c.ToInput())];
        Drive.Input[] drives = [.. Drive.Made(100).Select(static d => d.ToInput())];
        var room = new float[3];
        var intervals = new Interval<float>[drives.Length];
        AssertNothing(i => two.Predict(in loans[i % loans.Length]));
        AssertNothing(i => three.Predict(in courses[i % courses.Length]));
        AssertNothing(i => _ = three.Predict(in courses[i % courses.Length], room).Best);
        AssertNothing(i => drive.Predict(in drives[i % drives.Length]));
        AssertNothing(_ => drive.Predict(drives, intervals), Calls / 100);
    }

    internal static void AssertNothing(Action<int> call, int calls = Calls)
    {
        // The runtime replaces methods by optimised ones at times of its own, and may allocate once when it does: that is warm-up too.
        int i = 0;
        Allocations.AssertNone(() => call(i++ % calls), calls, 2 * calls);
    }
}

[Dataset]
public sealed partial record Visit
{
    [Numeric(Scale = Scale.Robust)] public required float Age { get; init; }
    [Label] public bool IsIll { get; init; }
}

[Model<Visit, BinaryClassification>]
public sealed partial class VisitModel;
