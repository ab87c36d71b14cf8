using MlDsl.Columns;

namespace MlDsl.Properties.Routes;

/// <summary>
/// How far a feature of a graph may be off: not at all, or an ulp of a logarithm, a power, a sine or a cosine, which another library computes.
/// </summary>
internal sealed class FeatureSlack : Slack
{
    // Some ulps of a double.
    private const double DoubleSlack = 1.0 / (1L << 49);

    // What the logarithm at a position is shifted and stretched by.
    private readonly ScaleOp?[] logarithms;
    private readonly PowerOp?[] powers;
    private readonly bool[] isLoose;

    /// <param name="plan">From columns to features.</param>
    /// <param name="loose">The feature methods that are computed to an ulp.</param>
    public FeatureSlack(FeaturePlan plan, IReadOnlySet<string> loose)
    {
        (logarithms, powers, isLoose) = (new ScaleOp?[plan.Width], new PowerOp?[plan.Width], new bool[plan.Width]);
        foreach (IEncoding encoding in plan.Encodings) Read(encoding.Ops, encoding.Position, loose.Contains(encoding.Column));
    }

    private void Read(IReadOnlyList<FeatureOp> ops, int position, bool isLooseValue)
    {
        bool isLogarithm = ops.Any(static op => op is LogOp);
        foreach (FeatureOp op in ops)
        {
            if (op is ElementOp element) Read(element.Steps, position, isLooseValue);
            if (isLogarithm && op is ScaleOp scale) logarithms[position] = scale;
            if (op is PowerOp power) powers[position] = power;
            if (op is PowerOp or LogOp || (isLooseValue && op is ValueOp)) isLoose[position] = true;
            if (op is DatePartOp { Part: DatePart.Hour, Cyclic: true }) isLoose[position] = isLoose[position + 1] = true;
            position += op.Width;
        }
    }

    public override double At(int position, float expected)
    {
        if (!isLoose[position]) return 0;
        // Near the mean a power is what is left of two doubles, of which one may be some ulps of a double off.
        if (powers[position] is { } power) return Ulp(expected) + (DoubleSlack * (Math.Abs(power.Offset * power.Factor) + Math.Abs(expected)));
        if (logarithms[position] is not { } scale) return Ulp(expected);
        if (scale.Factor == 0) return 0;
        // An ulp of the logarithm, and the roundings of the difference and the product.
        double logarithm = (expected / scale.Factor) + scale.Offset;
        return Ulp(expected) + (Math.Abs(scale.Factor) * (Ulp((float)logarithm) + Ulp((float)(expected / scale.Factor))));
    }

    public static double Ulp(float value) => float.IsFinite(value) ? Math.Max((double)MathF.BitIncrement(Math.Abs(value)) - Math.Abs(value), 0) : 0;
}
