using System.ComponentModel;

namespace MlDsl.Onnx;

/// <summary>From the probabilities of exported classifiers to MlDsl's predictions. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OnnxPredictions
{
    /// <summary>
    /// The log-odds of which both probabilities come: within some 2⁻²³, as probabilities of single precision tell them, and infinite where one
    /// of them is too small for a float. An export with <c>Scores</c> gives the score itself.
    /// </summary>
    /// <param name="negative">The probability of the first class.</param>
    /// <param name="positive">The probability of the second class.</param>
    public static float LogOdds(float negative, float positive) => (float)(Math.Log(positive) - Math.Log(negative));

    /// <summary>The probability of the most likely class.</summary>
    /// <param name="probabilities">One for each class, at least one.</param>
    public static float Largest(ReadOnlySpan<float> probabilities)
    {
        float largest = probabilities[0];
        foreach (float probability in probabilities)
            if (probability > largest) largest = probability;
        return largest;
    }
}
