namespace MlDsl.Training;

/// <summary>Checked rows of a regression.</summary>
internal sealed record RegressionSample(float[] Labels, float[] Predictions, double[] Weights, ulong[] Keys)
{
    /// <summary>Some of the rows; each keeps its key, so that it is drawn as often as before.</summary>
    public RegressionSample Take(int[] rows) => new(
        Array.ConvertAll(rows, row => Labels[row]),
        Array.ConvertAll(rows, row => Predictions[row]),
        Array.ConvertAll(rows, row => Weights[row]),
        Array.ConvertAll(rows, row => Keys[row]));

    /// <summary>The same rows under a constant prediction.</summary>
    public RegressionSample Predicting(float constant)
    {
        var predictions = new float[Labels.Length];
        Array.Fill(predictions, constant);
        return this with { Predictions = predictions };
    }
}
