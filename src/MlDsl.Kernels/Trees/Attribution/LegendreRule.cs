namespace MlDsl.Kernels;

/// <summary>The points and weights on 0 to 1 that integrate every polynomial of a degree below twice their number exactly.</summary>
/// <remarks>Gauss–Legendre; the points are found by Newton's method from Tricomi's approximation (Press et al., Numerical Recipes, 4.6).</remarks>
internal sealed class LegendreRule
{
    private LegendreRule(double[] points, double[] weights) => (Points, Weights) = (points, weights);

    /// <summary>The points, inside 0 to 1.</summary>
    public double[] Points { get; }

    /// <summary>Their weights, which sum to 1.</summary>
    public double[] Weights { get; }

    /// <summary>The rule of so many points.</summary>
    public static LegendreRule Of(int count)
    {
        double[] points = new double[count], weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)), slope = 0;
            // From there Newton's method needs four steps; one more costs nothing.
            for (int step = 0; step < 6; step++)
            {
                double before = 1, at = x;
                for (int degree = 2; degree <= count; degree++) (before, at) = (at, ((((2 * degree) - 1) * x * at) - ((degree - 1) * before)) / degree);
                slope = count * ((x * at) - before) / ((x * x) - 1);
                x -= at / slope;
            }
            points[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }
        return new LegendreRule(points, weights);
    }
}
