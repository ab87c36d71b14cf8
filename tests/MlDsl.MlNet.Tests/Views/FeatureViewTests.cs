using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Columns;

namespace MlDsl.MlNet.Tests;

/// <summary>Views of features beside what models make of the same rows.</summary>
public sealed class FeatureViewTests
{
    private static readonly Ride[] Rows = [.. Enumerable.Range(0, 6_000).Select(Ride.Of)];
    private static readonly Split<Ride> Rides = Dataset<Ride>.FromRows(Rows).SplitByGroup(0.2, 0.2, 1);
    private static readonly RideModel Fare = RideModel.Fit(Rides.Train, new ZeroOptions());

    [Fact]
    public void HasTheColumnsThatTrainersLookFor()
    {
        IDataView view = Rides.Train.AsDataView(Fare);
        Assert.Equal(["Label", "Features", "Weight", "GroupId"], view.Schema.Select(static c => c.Name));
        Assert.Equal(NumberDataViewType.Single, view.Schema["Label"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, Fare.Plan.Width), view.Schema["Features"].Type);
        Assert.Equal(NumberDataViewType.Single, view.Schema["Weight"].Type);
        Assert.Equal(new KeyDataViewType(typeof(ulong), ulong.MaxValue), view.Schema["GroupId"].Type);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Features"].GetSlotNames(ref names);
        Assert.Equal(Fare.Plan.FeatureNames, names.DenseValues().Select(static name => name.ToString()));
        Assert.Equal(Rides.Train.Count, view.GetRowCount());
    }

    [Fact]
    public void GivesTheFeaturesThatTheModelPredictsFrom()
    {
        foreach (var (view, rows) in new[] { (Rides.Train.AsDataView(Fare), Rides.Train.Rows), (Rides.Validation.AsDataView(Fare), Rides.Validation.Rows) })
        {
            FeatureCell[] cells = [.. FeatureCell.Read(view.GetRowCursor(view.Schema))];
            Ride[] expected = [.. rows];
            Assert.Equal(expected.Length, cells.Length);
            for (int i = 0; i < cells.Length; i++)
            {
                Assert.Equal(FeatureCell.Bits(Dense(Fare.Features, expected[i])), cells[i].Features);
                Assert.Equal((expected[i].Fare, expected[i].Counts), (cells[i].Label, cells[i].Weight));
            }
            Assert.Equal(expected.Select(static row => row.Driver).Distinct().Count(), cells.Select(static cell => cell.Group).Distinct().Count());
            Assert.Equal(expected.Length, cells.Zip(expected, static (cell, row) => (cell.Group, row.Driver)).GroupBy(static pair => pair.Group).Sum(static g => g.Count(pair => pair.Driver == g.First().Driver)));
            Assert.DoesNotContain(0ul, cells.Select(static cell => cell.Group));
        }
    }

    [Fact]
    public void GivesTheSameRowsShuffledAndInSets()
    {
        IDataView view = Rides.Train.AsDataView(Fare);
        var all = FeatureCell.Read(view.GetRowCursor(view.Schema)).ToDictionary(static cell => cell.Id);
        foreach (DataViewRowCursor[] cursors in new[]
        {
            [view.GetRowCursor(view.Schema, new Random(3))],
            view.GetRowCursorSet(view.Schema, 3),
            view.GetRowCursorSet(view.Schema, 4, new Random(3)),
        })
        {
            FeatureCell[] cells = [.. cursors.AsParallel().SelectMany(FeatureCell.Read)];
            Assert.Equal(all.Count, cells.Length);
            Assert.All(cells, cell => Assert.Equal(all[cell.Id], cell));
        }
    }

    [Fact]
    public void WideFeaturesAreSparse()
    {
        Answer[] rows = [.. Enumerable.Range(0, 500).Select(Answer.Of)];
        TrainSet<Answer> train = Dataset<Answer>.FromRows(rows).SplitRandom(0, 0.1, 1).Train;
        AnswerModel model = AnswerModel.Fit(train, new ZeroOptions());
        IDataView view = train.AsDataView(model);
        Assert.Equal(BooleanDataViewType.Instance, view.Schema["Label"].Type);
        Assert.Equal(train.Rows.Select(static row => row.Said == "yes"), view.GetColumn<bool>("Label"));
        foreach (var (vector, row) in view.GetColumn<VBuffer<float>>("Features").Zip(train.Rows))
        {
            Assert.False(vector.IsDense);
            Assert.InRange(vector.GetValues().Length, 1, 10);
            Assert.Equal(FeatureCell.Bits(Dense(model.Features, row)), FeatureCell.Bits([.. vector.DenseValues()]));
        }
    }

    [Fact]
    public void SeveralClassesAreKeysWithNames()
    {
        Trip[] rows = [.. Enumerable.Range(0, 500).Select(Trip.Of)];
        Split<Trip> split = Dataset<Trip>.FromRows(rows).SplitRandom(0.2, 0.1, 1);
        TripModel model = TripModel.Fit(split.Train, new ZeroOptions());
        IDataView view = split.Validation.AsDataView(model);
        DataViewSchema.Column label = view.Schema["Label"];
        Assert.Equal(new KeyDataViewType(typeof(uint), 3), label.Type);
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetKeyValues(ref names);
        string[] classes = [.. names.DenseValues().Select(static name => name.ToString())];
        Assert.Equal(split.Validation.Rows.Select(static row => row.Speed.ToString()), view.GetColumn<uint>("Label").Select(key => classes[(int)key - 1]));
        Assert.Equal(["Label", "Features"], view.Schema.Select(static c => c.Name));
    }

    [Fact]
    public void ALabelOfNoClassIsRefusedByRowAndName()
    {
        Trip[] rows = [.. Enumerable.Range(0, 100).Select(Trip.Of)];
        TripModel model = TripModel.Fit(Dataset<Trip>.FromRows([.. rows.Where(static row => row.Speed != Speed.Fast)]).SplitRandom(0, 0.1, 1).Train, new ZeroOptions());
        Assert.Contains("The label 'Fast' of row 10 of the data is none of the model's classes, which are 'Slow', 'Medium'", Refused(Dataset<Trip>.FromRows(rows).SplitRandom(0, 0.01, 3).Train.AsDataView(model)), StringComparison.Ordinal);

        Answer[] answers = [.. Enumerable.Range(0, 100).Select(Answer.Of)];
        AnswerModel yes = AnswerModel.Fit(Dataset<Answer>.FromRows(answers).SplitRandom(0, 0.1, 1).Train, new ZeroOptions());
        answers[50] = answers[50] with { Said = "perhaps" };
        Assert.Contains("The label 'perhaps' of row 51 of the data is none of the model's classes, which are 'no', 'yes'", Refused(Dataset<Answer>.FromRows(answers).SplitRandom(0, 0.01, 3).Train.AsDataView(yes)), StringComparison.Ordinal);
    }

    [Fact]
    public void AFeatureThatIsInfiniteIsRefusedAndOneThatMayMissIsNot()
    {
        Ride[] rows = [.. Rows.Take(200)];
        rows[7] = rows[7] with { Miles = float.MaxValue };
        rows[3] = rows[3] with { Tip = null };
        // By a standard deviation below 1 the largest number becomes infinite.
        RideModel narrow = RideModel.Fit(Dataset<Ride>.FromRows([.. Rows.Select(static row => row with { Miles = row.Miles / 1000 })]).SplitByGroup(0, 0.05, 9).Train, new ZeroOptions());
        string refused = Refused(Dataset<Ride>.FromRows(rows).SplitByGroup(0, 0.05, 9).Train.AsDataView(narrow));
        Assert.Contains("The feature 'Miles' of row 8 of the data is not a finite number; correct the row, or clip the column", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    [InlineData(-1, "-1")]
    public void LabelsAndWeightsThatTrainersWouldLeaveOutAreRefused(float wrong, string told)
    {
        Ride[] rows = [.. Rows.Take(200)];
        Ride right = rows[7];
        rows[7] = right with { Counts = wrong };
        InvalidValueException problem = Assert.Throws<InvalidValueException>(() => _ = FeatureCell.Read(Dataset<Ride>.FromRows(rows).SplitByGroup(0, 0.05, 9).Train.AsDataView(Fare)).Count());
        Assert.Equal("Counts", problem.Column);
        Assert.Contains($"The weight {told} of row 8 of the data must be finite and not negative; correct the row", problem.Message, StringComparison.Ordinal);
        rows[7] = right with { Fare = wrong };
        IDataView view = Dataset<Ride>.FromRows(rows).SplitByGroup(0, 0.05, 9).Train.AsDataView(Fare);
        if (float.IsFinite(wrong))
        {
            Assert.Contains(wrong, view.GetColumn<float>("Label"));
            return;
        }
        problem = Assert.Throws<InvalidValueException>(() => _ = FeatureCell.Read(view).Count());
        Assert.Equal("Fare", problem.Column);
        Assert.Contains($"The label {told} of row 8 of the data must be a finite number, and trainers of ML.NET would leave the row out", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsInTheFeaturesAreRefused()
    {
        Encoded[] rows = [.. Enumerable.Range(0, 200).Select(static i => new Encoded { Place = $"p{i % 5}", Price = i % 7 })];
        Split<Encoded> split = Dataset<Encoded>.FromRows(rows).SplitRandom(0.2, 0.1, 1);
        EncodedModel model = EncodedModel.Fit(split.Train, new ZeroOptions());
        Assert.Contains("'Place' is encoded by the mean target", Assert.Throws<ArgumentException>(() => split.Train.AsDataView(model)).Message, StringComparison.Ordinal);
        Assert.Equal(split.Validation.Count, split.Validation.AsDataView(model).GetColumn<float>("Label").Count());
    }

    private static string Refused(IDataView view) => Assert.Throws<InvalidValueException>(() => _ = FeatureCell.Read(view).Count()).Message;

    private static float[] Dense<TRow, TInput>(IFeatureMap<TInput> map, TRow row) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        TInput input = TRow.InputOf(row);
        var sink = new SparseSink(16);
        map.Write(in input, ref sink);
        var dense = new float[map.ToPlan().Width];
        for (int i = 0; i < sink.Count; i++) dense[sink.Positions[i]] += sink.Values[i];
        return dense;
    }
}
