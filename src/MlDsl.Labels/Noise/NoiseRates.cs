namespace MlDsl.Labels;

/// <summary>The rates at which classes are taken for each other, and what they say of a row.</summary>
internal sealed class NoiseRates
{
    private const int MostSteps = 50;
    private const double Enough = 1e-6;

    private readonly int classes;
    private readonly double[] rates;

    /// <param name="joint">What they are estimated from; a class that no row is estimated to be of is taken to be labelled rightly.</param>
    public NoiseRates(ConfidentJoint joint)
    {
        classes = joint.Classes.Count;
        rates = new double[classes * classes];
        for (int actual = 0; actual < classes; actual++)
        {
            double all = 0;
            for (int given = 0; given < classes; given++) all += joint.Joint(given, actual);
            for (int given = 0; given < classes; given++) rates[(given * classes) + actual] = all > 0 ? joint.Joint(given, actual) / all : given == actual ? 1 : 0;
        }
    }

    /// <summary>
    /// From the probabilities of given classes, which models learn of noisy labels, to those of the true ones: the most likely mixture of the rates' columns. The steps keep
    /// probabilities from 0 to 1, which the inverse of the matrix does not.
    /// </summary>
    /// <remarks>Expectation and maximization of a mixture with known parts: Richardson (1972), Lucy (1974).</remarks>
    public void ToActual(ReadOnlySpan<float> given, Span<double> actual)
    {
        actual.Fill(1.0 / classes);
        Span<double> factors = classes <= 64 ? stackalloc double[classes] : new double[classes];
        for (int step = 0; step < MostSteps; step++)
        {
            factors.Clear();
            for (int label = 0; label < classes; label++)
            {
                double explained = 0;
                for (int i = 0; i < classes; i++) explained += rates[(label * classes) + i] * actual[i];
                if (!(explained > 0)) continue;
                for (int i = 0; i < classes; i++) factors[i] += rates[(label * classes) + i] * given[label] / explained;
            }
            double moved = 0, total = 0;
            for (int i = 0; i < classes; i++)
            {
                moved = Math.Max(moved, actual[i] * Math.Abs(factors[i] - 1));
                total += actual[i] *= factors[i];
            }
            // What no class explains is lost of the sum.
            for (int i = 0; i < classes; i++) actual[i] = total > 0 ? actual[i] / total : 1.0 / classes;
            if (moved < Enough) return;
        }
    }

    /// <summary>How likely each class is the true one of a row that was given <paramref name="given"/>.</summary>
    /// <param name="actual">The probabilities of the true classes before the label is known; replaced by those after it.</param>
    /// <param name="given">The label.</param>
    public void Condition(Span<double> actual, int given)
    {
        double total = 0;
        for (int i = 0; i < classes; i++) total += rates[(given * classes) + i] * actual[i];
        // Rates that rule the label out say nothing: what the model says remains.
        if (!(total > 0)) return;
        for (int i = 0; i < classes; i++) actual[i] *= rates[(given * classes) + i] / total;
    }
}
