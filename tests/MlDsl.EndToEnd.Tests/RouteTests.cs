using MlDsl.Columns;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Features are made in one place: every route gives the same.</summary>
public sealed class RouteTests
{
    [Fact]
    public void SinkDenseVectorAndSumAgree()
    {
        SaleModel model = SaleModel.Fit(Made.Split().Train);
        FeaturePlan learned = model.Plan;
        float[] weights = Assert.IsType<LinearPredictor>(model.Predictor).Row(0).ToArray();
        foreach (Sale.Input input in Made.Inputs(500))
        {
            var dense = new float[learned.Width];
            var denseSink = new DenseSink(dense, 0);
            Sale.WriteFeatures(in input, model.Learned, ref denseSink);

            var sparse = new SparseSink(8);
            Sale.WriteFeatures(in input, model.Learned, ref sparse);
            var gathered = new float[learned.Width];
            for (int i = 0; i < sparse.Count; i++) gathered[sparse.Positions[i]] += sparse.Values[i];
            Assert.Equal(dense, gathered);

            double sum = ((LinearPredictor)model.Predictor).Biases[0];
            for (int i = 0; i < dense.Length; i++) sum += (double)weights[i] * dense[i];
            Assert.Equal(sum, model.Predict(in input), 1e-3);
        }
    }

    [Fact]
    public void BatchAndSinglePredictionsAreTheSameBits()
    {
        SaleModel model = SaleModel.Fit(Made.Split().Train);
        Sale.Input[] inputs = Made.Inputs(500);
        var batch = new float[inputs.Length];
        model.Predict(inputs, batch);
        Assert.Equal(inputs.Select(input => model.Predict(in input)), batch);
    }

    [Fact]
    public void EvaluationPredictsAsServingDoes()
    {
        var split = Made.Split();
        SaleModel model = SaleModel.Fit(split.Train);
        double squares = 0;
        foreach (Sale row in split.Validation.Rows)
        {
            double error = row.Price - model.Predict(row.ToInput());
            squares += error * error;
        }
        Assert.Equal(Math.Sqrt(squares / split.Validation.Count), model.Evaluate(split.Validation).Rmse.Value, 1e-4);
    }

    [Fact]
    public void FeatureNamesMatchTheWidth()
    {
        FeaturePlan learned = SaleModel.Fit(Made.Split().Train).Plan;
        Assert.Equal(learned.Width, learned.FeatureNames.Count);
        Assert.Equal(learned.Width, learned.FeatureNames.Distinct().Count());
    }

    [Fact]
    public void PredictionsDoNotDependOnTheCulture()
    {
        using var culture = new CultureScope("fi-FI");
        SaleModel inFinland = SaleModel.Fit(Made.Split().Train);
        string path = Path.GetTempFileName();
        try
        {
            inFinland.Save(path);
            Assert.Equal(inFinland.Predict(Made.Inputs(1)[0]), SaleModel.Load(path).Predict(Made.Inputs(1)[0]));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
