using MlDsl.Kernels;
using MlDsl.Columns;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;
using Direct = MlDsl.Kernels.Tests.Trees.XGBoostLibrary;

namespace MlDsl.XGBoost.Tests;

/// <summary>Declared models, end to end.</summary>
public sealed class ModelTests
{
    private const string Library = "libxgboost.so.0";

    private static readonly Split<House> Split = Dataset<House>.FromRows(House.Make(2000, 1)).SplitRandom(0.2, 0.2, seed: 1);
    private static readonly Lazy<HouseModel> Fitted = new(static () => HouseModel.Fit(Split.Train));

    private static HouseModel Model => Fitted.Value;

    [FactWith(Library)]
    public void TheTreesAreThoseOfTheLibraryCalledDirectly()
    {
        string[] types = ["q", "q", "c", "c"];
        Assert.Equal(types.Length, Model.Plan.Width);
        float[] rows = [.. Split.Train.Rows.SelectMany(row => Dense(row.ToInput()))], labels = [.. Split.Train.Rows.Select(static row => row.Price)];
        using Direct direct = Direct.Train(rows, labels, 40, types, ("tree_method", "hist"), ("max_depth", "5"), ("seed", "7"), ("monotone_constraints", "(0,1,0,0)"));
        House.Input[] odd = House.Odd(1000, 5);
        Assert.Equal(direct.Predict([.. odd.SelectMany(Dense)], types.Length, types, margin: true), odd.Select(input => Model.Predict(input)));
        Assert.Contains(((TreePredictor)Model.Predictor).Trees.Trees, static tree => tree.CategorySets.Count > 0);
    }

    [FactWith(Library)]
    public void EveryRouteGivesTheSameBits()
    {
        byte[] file = Saved(Model);
        HouseModel loaded = HouseModel.Load(file);
        DynamicModel dynamic = DynamicModel.Load(file);
        House.Input[] odd = House.Odd(500, 6);
        using var exported = new ExportedModel(Model.ExportOnnx(), Model.Plan);
        ColumnValue[][] values = [.. odd.Select(input => Row(dynamic, input))];
        float[] found = Assert.IsType<float[]>(exported.Run(values)["prediction"]);
        for (int i = 0; i < odd.Length; i++)
        {
            float expected = Model.Predict(in odd[i]);
            Assert.Equal(expected, loaded.Predict(in odd[i]));
            Assert.Equal(expected, dynamic.Predict(Set(dynamic, odd[i])).Value);
            // ONNX Runtime adds single-precision leaves in an order of its own.
            Assert.Equal(expected, found[i], 1e-5f * (1 + Math.Abs(expected)));
        }
        Assert.Equal(file, Saved(loaded));
        Assert.Equal(Saved(HouseModel.Fit(Split.Train, control: new TrainingControl { Threads = 3 })), Saved(HouseModel.Fit(Split.Train, control: new TrainingControl { Threads = 1 })));
        // Explanations of trees ask how many rows went each way.
        Assert.All(((TreePredictor)loaded.Predictor).Trees.Trees, static tree => Assert.Equal(tree.Nodes.Count, tree.Covers.Count));
    }

    [FactWith(Library)]
    public void PredictionsDoNotFallWhereTheyMustRise()
    {
        foreach (House.Input start in House.Odd(100, 7))
        {
            float last = float.NegativeInfinity;
            for (int rooms = -2; rooms < 16; rooms++)
            {
                float price = Model.Predict(start with { Rooms = rooms });
                Assert.True(price >= last, $"{price} after {last} at {rooms}");
                last = price;
            }
        }
    }

    // The library renews their leaves and looks at no neighbour: predictions would fall.
    [FactWith(Library)]
    public void LossesThatFallWhereTheyMustRiseAreRefused()
    {
        Refused("Loss = Absolute sets leaves to quantiles of their rows, which XGBoost does not keep Monotone", static () => HouseModel.Fit(Split.Train, new XGBoostOptions { Trees = 3, Loss = XGBoostLoss.Absolute }));
        Refused("Loss = Quantile sets leaves to quantiles", static () => HouseModel.Fit(Split.Train, new XGBoostOptions { Trees = 3, Loss = XGBoostLoss.Quantile }));
        Refused("for intervals another Width than Quantiles", static () => HouseIntervalModel.Fit(Split.Train));

        static void Refused(string what, Func<object> fit) => Assert.Contains(what, Assert.Throws<ArgumentException>(fit).Message, StringComparison.Ordinal);
    }

    [FactWith(Library)]
    public void IntervalsBetweenQuantilesWantANewerLibrary()
    {
        TrainSet<Offer> train = Dataset<Offer>.FromRows(Offer.Make(100, 2)).SplitByGroup(validation: 0.2, test: 0.2, seed: 3).Train;
        string said = Assert.Throws<XGBoostException>(() => OfferIntervalModel.Fit(train)).Message;
        Assert.Contains("reg:quantileerror from version 2.0 on", said, StringComparison.Ordinal);
        Assert.Contains("choose another Loss, of intervals another Width", said, StringComparison.Ordinal);
    }

    [FactWith(Library)]
    public void AMissingNumberIsNoZeroAndAnUnknownCategoryNoFirstOne()
    {
        House.Input[] inputs = House.Odd(200, 8);
        Assert.Equal(3, inputs.Average(static input => Model.Predict(input with { Age = null }) - Model.Predict(input with { Age = 0 })), 0.3);
        House.Input input = inputs[0];
        Assert.NotEqual(Model.Predict(input with { Heating = "none" }), Model.Predict(input with { Heating = "heating 2" }));
        Assert.True(Split.Train.Rows.Select(static row => row.City).Distinct().Select(city => Model.Predict(input with { City = city })).Distinct().Count() >= 3);
        Assert.True(Model.Evaluate(Split.Validation).RSquared.Value > 0.85);
    }

    [FactWith(Library)]
    public void TrainingGoesOnFromAModel()
    {
        XGBoostOptions options = new() { MaxDepth = 5, Seed = 7 };
        HouseModel first = HouseModel.Fit(Split.Train, options with { Trees = 15 }), whole = HouseModel.Fit(Split.Train, options with { Trees = 40 });
        HouseModel more = HouseModel.Continue(Split.Train, first, options with { Trees = 25 });
        Assert.Equal((40, 25), (((TreePredictor)more.Predictor).Trees.Trees.Count, more.Card.Log.Iterations));
        Assert.NotNull(more.Card.Parent);
        Assert.All(House.Odd(500, 9), input => Assert.Equal(whole.Predict(input), more.Predict(input)));
        Assert.Equal(Saved(more), Saved(HouseModel.Load(Saved(more))));

        // What grows on is of the leaves as they are, however the model rounds them.
        HouseModel rounded = HouseModel.Continue(Split.Train, first.WithTrees(TreePacking.Leaves8), options with { Trees = 25 });
        Assert.All(House.Odd(500, 9), input => Assert.Equal(more.Predict(input), rounded.Predict(input)));
        Assert.Contains("the link Identity", Assert.Throws<ArgumentException>(() => HouseModel.Continue(Split.Train, first, options with { Loss = XGBoostLoss.Poisson })).Message, StringComparison.Ordinal);
    }

    [FactWith(Library)]
    public void OffersAreRankedWithinACustomer()
    {
        Split<Offer> split = Dataset<Offer>.FromRows(Offer.Make(600, 2)).SplitByGroup(validation: 0.2, test: 0.2, seed: 3);
        OfferModel model = OfferModel.Fit(split.Train);
        Assert.InRange(model.Card.Log.Iterations, 5, 200);
        Assert.True(model.Evaluate(split.Validation).Ndcg.Value > 0.95);
        Assert.True(model.Predict(new Offer.Input { Price = 1, Kind = "kind 4" }).Value > model.Predict(new Offer.Input { Price = 99, Kind = "kind 0" }).Value);
        OfferModel pairs = OfferModel.Fit(split.Train, new XGBoostOptions { Trees = 40, MaxDepth = 4, RankingLoss = XGBoostRankingLoss.Pairwise });
        Assert.True(pairs.Evaluate(split.Validation).Ndcg.Value > 0.95);
    }

    private static float[] Dense(House.Input input)
    {
        var sink = new SparseSink(16);
        Model.Features.Write(in input, ref sink);
        var row = new float[Model.Plan.Width];
        for (int i = 0; i < sink.Count; i++) row[sink.Positions[i]] += sink.Values[i];
        return row;
    }

    private static DynamicRow Set(DynamicModel dynamic, House.Input input) => dynamic.NewRow().Set("Age", input.Age).Set("Rooms", input.Rooms).Set("City", input.City).Set("Heating", input.Heating);

    private static ColumnValue[] Row(DynamicModel dynamic, House.Input input)
    {
        DynamicRow row = Set(dynamic, input);
        return [.. dynamic.Columns.Select(column => row[column.Name])];
    }

    private static byte[] Saved(HouseModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
