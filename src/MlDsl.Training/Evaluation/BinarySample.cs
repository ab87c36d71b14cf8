namespace MlDsl.Training;

/// <summary>Checked rows of a binary classification.</summary>
internal sealed record BinarySample(bool[] Labels, float[] Probabilities, double[] Weights, ulong[] Keys)
{
    /// <summary>Some of the rows; each keeps its key, so that it is drawn as often as before.</summary>
    public BinarySample Take(int[] rows) => new(
        Array.ConvertAll(rows, row => Labels[row]),
        Array.ConvertAll(rows, row => Probabilities[row]),
        Array.ConvertAll(rows, row => Weights[row]),
        Array.ConvertAll(rows, row => Keys[row]));

    /// <summary>The same rows under a constant probability.</summary>
    public BinarySample Predicting(float constant)
    {
        var probabilities = new float[Labels.Length];
        Array.Fill(probabilities, constant);
        return this with { Probabilities = probabilities };
    }

    /// <summary>The row numbers from the highest probability down.</summary>
    public int[] Ranked()
    {
        var order = new int[Labels.Length];
        for (int row = 0; row < order.Length; row++) order[row] = row;
        Array.Sort((float[])Probabilities.Clone(), order);
        Array.Reverse(order);
        return order;
    }
}
