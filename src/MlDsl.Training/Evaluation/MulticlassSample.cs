namespace MlDsl.Training;

/// <summary>Checked rows of a multiclass classification: of the probabilities, only what metrics need.</summary>
internal sealed record MulticlassSample(int[] Labels, int[] Predicted, float[] LabelProbabilities, double[] Weights, ulong[] Keys)
{
    /// <summary>Some of the rows; each keeps its key, so that it is drawn as often as before.</summary>
    public MulticlassSample Take(int[] rows) => new(
        Array.ConvertAll(rows, row => Labels[row]),
        Array.ConvertAll(rows, row => Predicted[row]),
        Array.ConvertAll(rows, row => LabelProbabilities[row]),
        Array.ConvertAll(rows, row => Weights[row]),
        Array.ConvertAll(rows, row => Keys[row]));

    /// <summary>The same rows under constant probabilities.</summary>
    public MulticlassSample Predicting(float[] constant)
    {
        var predicted = new int[Labels.Length];
        Array.Fill(predicted, Best(constant));
        return this with { Predicted = predicted, LabelProbabilities = Array.ConvertAll(Labels, label => constant[label]) };
    }

    /// <summary>The most likely class, the first of equals.</summary>
    public static int Best(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }
}
