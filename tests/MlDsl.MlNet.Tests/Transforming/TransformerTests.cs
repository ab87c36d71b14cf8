using Microsoft.ML;
using Microsoft.ML.Data;
using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Models as transformers of ML.NET: what they add is the model's own prediction, to the bit, by every way that ML.NET has.</summary>
public sealed class TransformerTests
{
    private static readonly MLContext Context = new(1);

    private static readonly Split<FareRide> Rides = Dataset<FareRide>.FromRows([.. FareRide.Make(2_000, 1)]).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly FareRideModel Fares = FareRideModel.Fit(Rides.Train);

    [Fact]
    public void NumbersAreThoseThatTheModelPredicts()
    {
        FareRide[] rows = [.. FareRide.Make(500, 2).Select(static (ride, i) => ride with { Share = 1, City = i % 7 == 0 ? "nowhere" : ride.City })];
        Assert.Contains(rows, static ride => ride.Minutes is null);
        IDataView view = Fares.ToMlNet().Transform(rows.AsDataView());
        Assert.Equal(rows.Select(ride => Fares.Predict(ride.ToInput())), view.GetColumn<float>("Score"));
        // What there was stays.
        Assert.Equal(rows.Select(static ride => ride.Fare), view.GetColumn<float>(nameof(FareRide.Fare)));
        Assert.Equal(rows.Length, view.GetRowCount());
        ValidationSet<FareRide> even = Dataset<FareRide>.FromRows(rows).SplitRandom(0.9, 0.05, seed: 1).Validation;
        Assert.Equal(Fares.Evaluate(even).Rmse.Value, Context.Regression.Evaluate(Fares.ToMlNet().Transform(even.AsDataView()), nameof(FareRide.Fare)).RootMeanSquaredError, 1e-6);
    }

    [Fact]
    public void TwoClassesHaveLogOddsProbabilityAndLabel()
    {
        Answer[] rows = [.. Enumerable.Range(0, 700).Select(Answer.Of)];
        Split<Answer> split = Dataset<Answer>.FromRows(rows).SplitRandom(0.2, 0.2, 1);
        AnswerModel model = AnswerModel.Fit(split.Train).WithThreshold((Probability)0.99f);
        IDataView view = model.ToMlNet().Transform(split.Validation.AsDataView(model).With(split.Validation.AsDataView()));
        BinaryPrediction[] expected = [.. split.Validation.Rows.Select(answer => model.Predict(answer.ToInput()))];
        Assert.Equal(expected.Select(static p => p.Score.Value), view.GetColumn<float>("Score"));
        Assert.Equal(expected.Select(static p => p.Probability.Value), view.GetColumn<float>("Probability"));
        Assert.Equal(expected.Select(static p => p.Label), view.GetColumn<bool>("PredictedLabel"));
        Assert.Contains(expected, static p => !p.Label && p.Probability.Value > 0.5f);
        Assert.Equal(model.Evaluate(split.Validation).RocAuc.Value, Context.BinaryClassification.Evaluate(view).AreaUnderRocCurve, 1e-9);
    }

    [Fact]
    public void SeveralClassesHaveProbabilitiesWithNamesAndAKey()
    {
        Split<Trip> split = Dataset<Trip>.FromRows([.. Enumerable.Range(0, 1_000).Select(Trip.Of)]).SplitRandom(0.2, 0.2, 1);
        TripModel model = TripModel.Fit(split.Train);
        IDataView view = model.ToMlNet().Transform(split.Validation.AsDataView(model).With(split.Validation.AsDataView()));
        float[][] scores = [.. view.GetColumn<float[]>("Score")];
        uint[] labels = [.. view.GetColumn<uint>("PredictedLabel")];
        VBuffer<ReadOnlyMemory<char>> names = default, keys = default;
        view.Schema["Score"].GetSlotNames(ref names);
        view.Schema["PredictedLabel"].GetKeyValues(ref keys);
        Assert.Equal(model.Outcome.Classes, names.DenseValues().Select(static name => name.ToString()));
        Assert.Equal(model.Outcome.Classes, keys.DenseValues().Select(static name => name.ToString()));
        Trip[] rows = [.. split.Validation.Rows];
        for (int i = 0; i < rows.Length; i++)
        {
            ClassPrediction<Speed> expected = model.Predict(rows[i].ToInput());
            Assert.Equal(expected.Label.ToString(), model.Outcome.Classes[(int)labels[i] - 1]);
            Assert.Equal(expected.Probability.Value, scores[i][labels[i] - 1]);
            Assert.Equal(1, scores[i].Sum(), 1e-5f);
        }
        Assert.Equal(model.Evaluate(split.Validation).MicroAccuracy.Value, Context.MulticlassClassification.Evaluate(view).MicroAccuracy, 1e-9);
    }

    [Fact]
    public void RankingsHaveAScore()
    {
        Split<Hit> split = Dataset<Hit>.FromRows([.. Enumerable.Range(0, 2_000).Select(Hit.Of)]).SplitByGroup(0.2, 0.2, 1);
        HitModel model = HitModel.Fit(split.Train);
        IDataView view = model.ToMlNet().Transform(split.Validation.AsDataView(model).With(split.Validation.AsDataView()));
        Assert.Equal(split.Validation.Rows.Select(hit => model.Predict(hit.ToInput()).Value), view.GetColumn<float>("Score"));
        Assert.True(Context.Ranking.Evaluate(view).NormalizedDiscountedCumulativeGains[0] > 0.9);
    }

    [Fact]
    public void IntervalsHaveTheirEnds()
    {
        Split<PlainRide> split = Dataset<PlainRide>.FromRows([.. Enumerable.Range(0, 1_000).Select(PlainRide.Of)]).SplitRandom(0.2, 0.2, 1);
        WideModel model = WideModel.Fit(split.Train);
        IDataView view = model.ToMlNet().Transform(split.Validation.AsDataView());
        Interval<float>[] expected = [.. split.Validation.Rows.Select(ride => model.Predict(ride.ToInput()))];
        Assert.Equal(expected.Select(static i => i.Value), view.GetColumn<float>("Score"));
        Assert.Equal(expected.Select(static i => i.Low), view.GetColumn<float>("Low"));
        Assert.Equal(expected.Select(static i => i.High), view.GetColumn<float>("High"));
    }

    [Fact]
    public void IntervalsBetweenQuantilesHaveTheirEnds()
    {
        Split<PlainRide> split = Dataset<PlainRide>.FromRows([.. Enumerable.Range(0, 1_000).Select(PlainRide.Of)]).SplitRandom(0.2, 0.2, 1);
        BetweenModel model = BetweenModel.Fit(split.Train);
        Assert.True(model.Outcome.Interval!.IsOfQuantiles);
        IDataView view = model.ToMlNet().Transform(split.Validation.AsDataView());
        Interval<float>[] expected = [.. split.Validation.Rows.Select(ride => model.Predict(ride.ToInput()))];
        Assert.Equal(expected, view.GetColumn<float>("Score").Zip(view.GetColumn<float>("Low"), view.GetColumn<float>("High")).Select(static row => new Interval<float>(row.First, row.Second, row.Third)));
        Assert.True(expected.Select(static i => i.High - i.Low).Distinct().Count() > 20);
        Assert.Equal(["Score", "Low", "High"], view.Schema.Skip(2).Select(static column => column.Name));
    }

    [Fact]
    public void TwoClassesOfAnEnumAreAFlagOfThePositiveOne()
    {
        Sale[] rows = [.. Enumerable.Range(0, 800).Select(Sale.Of)];
        Split<Sale> split = Dataset<Sale>.FromRows(rows).SplitRandom(0.2, 0.2, 1);
        SaleModel model = SaleModel.Fit(split.Train);
        Assert.Equal("Card", model.Outcome.Positive);
        IDataView view = model.ToMlNet().Transform(split.Validation.AsDataView(model).With(split.Validation.AsDataView()));
        BinaryPrediction[] expected = [.. split.Validation.Rows.Select(sale => model.Predict(sale.ToInput()))];
        Assert.Equal(expected.Select(static p => (p.Score.Value, p.Probability.Value, p.Label)), view.GetColumn<float>("Score").Zip(view.GetColumn<float>("Probability"), view.GetColumn<bool>("PredictedLabel")));
        Assert.Equal(split.Validation.Rows.Select(static sale => sale.Paid == Payment.Card), view.GetColumn<bool>("Label"));
        Assert.Equal(model.Evaluate(split.Validation).RocAuc.Value, Context.BinaryClassification.Evaluate(view).AreaUnderRocCurve, 1e-9);
        // Memory that is missing is not memory of no elements.
        Assert.Contains(split.Validation.Rows, static sale => sale.Sizes is null);
    }

    [Fact]
    public void APredictionEngineGivesTheSame()
    {
        using PredictionEngine<EngineInput, EngineOutput> engine = Context.Model.CreatePredictionEngine<EngineInput, EngineOutput>(Fares.ToMlNet());
        foreach (FareRide ride in Rides.Validation.Rows.Take(50))
        {
            var asked = new EngineInput { Miles = ride.Miles, Minutes = ride.Minutes ?? float.NaN, City = ride.City };
            Assert.Equal(Fares.Predict(ride.ToInput()), engine.Predict(asked).Score);
        }
    }

    [Fact]
    public void InAChainColumnsAreMadeBeforeItAndAfterIt()
    {
        FareRide[] rows = [.. Rides.Validation.Rows];
        IDataView view = rows.AsDataView();
        ITransformer before = Context.Transforms.CopyColumns("Way", nameof(FareRide.Miles)).Append(Context.Transforms.DropColumns(nameof(FareRide.Miles))).Append(Context.Transforms.CopyColumns(nameof(FareRide.Miles), "Way")).Fit(view);
        var chain = new TransformerChain<ITransformer>(before, Fares.ToMlNet());
        ITransformer after = Context.Transforms.CopyColumns("Price", "Score").Fit(chain.Transform(view));
        var whole = new TransformerChain<ITransformer>(before, Fares.ToMlNet(), after);
        Assert.Equal(rows.Select(ride => Fares.Predict(ride.ToInput())), whole.Transform(view).GetColumn<float>("Price"));
        using PredictionEngine<EngineInput, PricedOutput> engine = Context.Model.CreatePredictionEngine<EngineInput, PricedOutput>(whole);
        Assert.Equal(Fares.Predict(rows[3].ToInput()), engine.Predict(new EngineInput { Miles = rows[3].Miles, Minutes = rows[3].Minutes ?? float.NaN, City = rows[3].City }).Price);
    }

    [Fact]
    public void CursorsOfASetGiveAllRowsOnce()
    {
        IDataView view = Fares.ToMlNet().Transform(Rides.Train.AsDataView());
        float[] expected = [.. view.GetColumn<float>("Score").Order()];
        DataViewSchema.Column score = view.Schema["Score"];
        float[][] found = new float[4][];
        DataViewRowCursor[] cursors = view.GetRowCursorSet([score], 4);
        Parallel.For(0, cursors.Length, i =>
        {
            using DataViewRowCursor cursor = cursors[i];
            ValueGetter<float> getter = cursor.GetGetter<float>(score);
            List<float> own = [];
            while (cursor.MoveNext())
            {
                float value = 0;
                getter(ref value);
                own.Add(value);
            }
            found[i] = [.. own];
        });
        Assert.Equal(4, cursors.Length);
        Assert.Equal(expected, found.SelectMany(static own => own).Order());
        Assert.Equal(expected, Context.Data.ShuffleRows(view, 3).GetColumn<float>("Score").Order());
    }

    [Fact]
    public void ExponentialsAndCalibratedClassesAreThoseOfTheModel()
    {
        Split<PlainRide> split = Dataset<PlainRide>.FromRows([.. Enumerable.Range(0, 1_000).Select(PlainRide.Of)]).SplitRandom(0.2, 0.2, 1);
        PlainModel counts = PlainModel.Fit(split.Train, new PoissonRegressionOptions { L2 = 0.1 });
        Assert.Equal(Link.Log, counts.Outcome.Link);
        Assert.Equal(split.Validation.Rows.Select(ride => counts.Predict(ride.ToInput())), counts.ToMlNet().Transform(split.Validation.AsDataView()).GetColumn<float>("Score"));

        Split<Answer> answers = Dataset<Answer>.FromRows([.. Enumerable.Range(0, 900).Select(Answer.Of)]).SplitRandom(0.2, 0.2, 1);
        CalibratedModel model = CalibratedModel.Fit(answers.Train);
        Assert.NotNull(model.Outcome.Calibration);
        IDataView view = model.ToMlNet().Transform(answers.Validation.AsDataView());
        BinaryPrediction[] expected = [.. answers.Validation.Rows.Select(answer => model.Predict(answer.ToInput()))];
        Assert.Equal(expected.Select(static p => p.Probability.Value), view.GetColumn<float>("Probability"));
        Assert.Equal(expected.Select(static p => p.Label), view.GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void EveryValueOfAnInputIsReadBack()
    {
        InputReading.AssertSame<Kinds, Kinds.Input>([.. Enumerable.Range(0, 120).Where(static i => i % 4 != 3).Select(Kinds.Of).Select(static kinds => kinds with { Vector = [kinds.Single, 2, -kinds.Single] })]);
        InputReading.AssertSame<Gaps, Gaps.Input>([.. Enumerable.Range(0, 8).Select(Gaps.Of)]);
    }

    [Theory]
    [InlineData(9_007_199_254_740_993, "which a column of Double does not tell exactly")]
    [InlineData(long.MaxValue, "which a column of Double does not tell exactly")]
    public void WholeNumbersThatADoubleRoundsAreRefused(long number, string says)
    {
        InvalidValueException problem = Assert.Throws<InvalidValueException>(() => InputReading.AssertSame<Gaps, Gaps.Input>([Gaps.Of(0) with { Number = number }]));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsGoAllByPropertiesOrAllByTheHeader()
    {
        SwappedModel model = SwappedModel.Fit(Dataset<Swapped>.FromRows([.. Enumerable.Range(0, 300).Select(Swapped.Of)]).SplitRandom(0.2, 0.2, 1).Train);
        float expected = model.Predict(new Swapped.Input { Cost = 5, Fee = 2 });
        Assert.Equal(expected, model.ToMlNet().Transform(Context.Data.LoadFromEnumerable([new { Cost = 5f, Fee = 2f }])).GetColumn<float>("Score").Single());
        // By the header Cost is Price, and Fee is Cost.
        Assert.Equal(expected, model.ToMlNet().Transform(Context.Data.LoadFromEnumerable([new { Price = 5f, Cost = 2f }])).GetColumn<float>("Score").Single());
    }

    [Fact]
    public void EveryKindOfColumnIsReadBack()
    {
        Kinds[] rows = [.. Enumerable.Range(1, 120).Select(Kinds.Of).Where(static kinds => Enum.IsDefined(kinds.Weather)).Select(static kinds => kinds with { Vector = [kinds.Single, 2, -kinds.Single] })];
        KindsModel model = KindsModel.Fit(Dataset<Kinds>.FromRows(rows).SplitByGroup(0.2, 0.2, 1).Train);
        Assert.Equal(rows.Select(kinds => model.Predict(kinds.ToInput())), model.ToMlNet().Transform(rows.AsDataView()).GetColumn<float>("Score"));
        Assert.True(rows.Select(kinds => model.Predict(kinds.ToInput())).Distinct().Count() > 20);
    }
}
