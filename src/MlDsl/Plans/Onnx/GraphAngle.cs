namespace MlDsl.Plans;

/// <summary>
/// Sine and cosine in double from the sine alone, because ONNX Runtime's cosine knows only floats. Every angle is first taken to within a
/// quarter turn of 0, with the rest of π that a double leaves out: near a zero of either, the digits are still right.
/// </summary>
internal static class GraphAngle
{
    // π less the double nearest to it.
    private const double Rest = 1.2246467991473532e-16;

    /// <summary>Of angles between 0 and 2π.</summary>
    public static string[] SineAndCosine(GraphNodes nodes, string angle)
    {
        string half = Less(Math.PI, Rest, angle), full = More(angle, 2 * Math.PI, 2 * Rest);
        string sine = nodes.Where(Below(Math.PI / 2), angle, nodes.Where(Below(3 * (Math.PI / 2)), half, full));
        // A quarter turn before the sine, and three quarters after it. Three halves of π as a double is 3 · Rest / 2 too small.
        string cosine = nodes.Where(Below(Math.PI), Less(Math.PI / 2, Rest / 2, angle), More(angle, 3 * (Math.PI / 2), 3 * Rest / 2));
        return [nodes.Call("Sin", sine), nodes.Call("Sin", cosine)];

        string Below(double bound) => nodes.Call("Less", angle, nodes.Scalar(bound));

        string Less(double turn, double rest, string value) =>
            nodes.Call("Add", nodes.Call("Sub", nodes.Scalar(turn), value), nodes.Scalar(rest));

        string More(string value, double turn, double rest) =>
            nodes.Call("Sub", nodes.Call("Sub", value, nodes.Scalar(turn)), nodes.Scalar(rest));
    }
}
