// mutate: label=Load ml=ml metric=MeanAbsoluteError evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Energy;

public sealed class EnergyModel
{
    private readonly MLContext ml = new(seed: 8);
    private readonly IDataView buildings;

    public EnergyModel(string path)
    {
        buildings = ml.Data.LoadFromTextFile<Building>(path, hasHeader: true, separatorChar: ',');
        Split = ml.Data.TrainTestSplit(buildings, testFraction: 0.2, seed: 8);
        Pipeline = ml.Transforms.Concatenate("Features", nameof(Building.Area), nameof(Building.Height), nameof(Building.Glass))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.Regression.Trainers.OnlineGradientDescent(labelColumnName: nameof(Building.Load)));
        Model = Pipeline.Fit(Split.TrainSet);
    }

    public DataOperationsCatalog.TrainTestData Split { get; }

    public IEstimator<ITransformer> Pipeline { get; }

    public ITransformer Model { get; }

    public double Error()
    {
        var metrics = ml.Regression.Evaluate(Model.Transform(Split.TestSet), labelColumnName: nameof(Building.Load));
        return metrics.MeanAbsoluteError;
    }

    public void Save(string path) => ml.Model.Save(Model, buildings.Schema, path);
}

public class Building
{
    [LoadColumn(0)] public float Area { get; set; }
    [LoadColumn(1)] public float Height { get; set; }
    [LoadColumn(2)] public float Glass { get; set; }
    [LoadColumn(3)] public float Load { get; set; }
}
