// mutate: label=Late ml=ml metric=AreaUnderRocCurve evaluate=Evaluate
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Delivery;

[ApiController]
public sealed class DelayController(PredictionEnginePool<Order, Delay> pool) : ControllerBase
{
    [HttpPost]
    public float Post(Order order) => pool.Predict(order).Probability;
}

public static class Startup
{
    public static void AddScoring(IServiceCollection services)
    {
        services.AddSingleton(new MLContext());
        services.AddPredictionEnginePool<Order, Delay>().FromFile("delay.zip", watchForChanges: true);
    }
}

public sealed class DelayTrainer(MLContext ml)
{
    public double Train(IEnumerable<Order> history)
    {
        var orders = ml.Data.LoadFromEnumerable(history.ToList());
        var split = ml.Data.TrainTestSplit(orders, testFraction: 0.15);
        var model = Pipeline().Fit(split.TrainSet);
        ml.Model.Save(model, orders.Schema, "delay.zip");
        return Score(model, split.TestSet);
    }

    private double Score(ITransformer model, IDataView held) =>
        ml.BinaryClassification.Evaluate(model.Transform(held), labelColumnName: nameof(Order.Late)).AreaUnderRocCurve;

    private IEstimator<ITransformer> Pipeline() => ml.Transforms.Text.FeaturizeText("Words", nameof(Order.Note))
        .Append(ml.Transforms.Categorical.OneHotHashEncoding("Town", nameof(Order.Town)))
        .Append(ml.Transforms.Concatenate("Features", "Words", "Town", nameof(Order.Items)))
        .Append(ml.BinaryClassification.Trainers.LightGbm(labelColumnName: nameof(Order.Late)));
}

public class Order
{
    public string Note { get; set; } = "";
    public string Town { get; set; } = "";
    public float Items { get; set; }
    public bool Late { get; set; }
}

public class Delay
{
    public bool PredictedLabel { get; set; }
    public float Probability { get; set; }
}
