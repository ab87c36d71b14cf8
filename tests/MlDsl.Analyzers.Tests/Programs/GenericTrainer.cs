// mutate: label=Price ml=Ml metric=RootMeanSquaredError evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cars;

public abstract class TrainerBase<TRow>(int seed) where TRow : class
{
    protected MLContext Ml { get; } = new(seed);

    protected abstract IEstimator<ITransformer> BuildPipeline();

    protected abstract string LabelColumn { get; }

    public RegressionMetrics Run(string path)
    {
        IDataView rows = Ml.Data.LoadFromTextFile<TRow>(path, separatorChar: ',', hasHeader: true);
        var split = Ml.Data.TrainTestSplit(rows, testFraction: 0.2);
        ITransformer model = BuildPipeline().Fit(split.TrainSet);
        return Ml.Regression.Evaluate(model.Transform(split.TestSet), LabelColumn);
    }
}

public sealed class CarTrainer() : TrainerBase<Car>(seed: 7)
{
    protected override string LabelColumn => nameof(Car.Price);

    protected override IEstimator<ITransformer> BuildPipeline() =>
        Ml.Transforms.Categorical.OneHotEncoding("MakerCode", nameof(Car.Maker))
            .Append(Ml.Transforms.Concatenate("Features", "MakerCode", nameof(Car.Age), nameof(Car.Kilometres)))
            .Append(Ml.Regression.Trainers.LightGbm(labelColumnName: nameof(Car.Price)));

    public RegressionMetrics Quick()
    {
        var cars = Ml.Data.LoadFromTextFile<Car>("cars.csv", separatorChar: ',', hasHeader: true);
        var halves = Ml.Data.TrainTestSplit(cars, testFraction: 0.4);
        var model = BuildPipeline().Fit(halves.TrainSet);
        return Ml.Regression.Evaluate(model.Transform(halves.TestSet), nameof(Car.Price));
    }
}

public class Car
{
    [LoadColumn(0)] public string Maker { get; set; } = "";
    [LoadColumn(1)] public float Age { get; set; }
    [LoadColumn(2)] public float Kilometres { get; set; }
    [LoadColumn(3)] public float Price { get; set; }
}
