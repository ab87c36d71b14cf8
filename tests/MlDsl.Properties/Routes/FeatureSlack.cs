using MlDsl.Columns;

namespace MlDsl.Properties.Routes;

/// <summary>
/// How far a feature of a graph may be off: not at all, or an ulp of a logarithm, a power, a sine or a cosine, which another library computes.
/// </summary>
internal sealed class FeatureSlack
{
    // What the logarithm at a position is shifted and stretched by.
    private readonly ScaleOp?[] logarithms;
    private readonly bool[] isLoose, isPower;

    public FeatureSlack(FeaturePlan plan)
    {
        (logarithms, isLoose, isPower) = (new ScaleOp?[plan.Width], new bool[plan.Width], new bool[plan.Width]);
        foreach (IEncoding encoding in plan.Encodings)
        {
            int position = encoding.Position;
            bool isLogarithm = encoding.Ops.Any(static op => op is LogOp);
            foreach (FeatureOp op in encoding.Ops)
            {
                if (isLogarithm && op is ScaleOp scale) logarithms[position] = scale;
                if (op is PowerOp or LogOp) isLoose[position] = true;
                if (op is PowerOp) isPower[position] = true;
                if (op is DatePartOp { Part: DatePart.Hour, Cyclic: true }) isLoose[position] = isLoose[position + 1] = true;
                position += op.Width;
            }
        }
    }

    /// <summary>The difference that is allowed at a position; 0 wherever bits are compared.</summary>
    public double At(int position, float expected)
    {
        if (!isLoose[position]) return 0;
        // A power is a number of deviations; what is left of it near the mean has the digits of one.
        if (isPower[position]) return Math.Max(Ulp(expected), Ulp(1));
        if (logarithms[position] is not { } scale) return Ulp(expected);
        if (scale.Factor == 0) return 0;
        // An ulp of the logarithm, and the roundings of the difference and the product.
        double logarithm = (expected / scale.Factor) + scale.Offset;
        return Ulp(expected) + (Math.Abs(scale.Factor) * (Ulp((float)logarithm) + Ulp((float)(expected / scale.Factor))));
    }

    public static double Ulp(float value) => float.IsFinite(value) ? Math.Max((double)MathF.BitIncrement(Math.Abs(value)) - Math.Abs(value), 0) : 0;
}
