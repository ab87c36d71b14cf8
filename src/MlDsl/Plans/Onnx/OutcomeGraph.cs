using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Writes calibrations and intervals as nodes, in double: what <see cref="Outcome"/> does, step by step.</summary>
internal sealed class OutcomeGraph(GraphNodes nodes)
{
    /// <summary>The probability of the positive class, [N, 1] in double, of log-odds in double.</summary>
    public string OfTwo(CalibrationStep calibration, string odds) => Curves(calibration, odds);

    /// <summary>The probabilities of all classes, [N, k] in double, of scores in double.</summary>
    /// <param name="calibration">The calibration.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="classes">How many there are.</param>
    public string OfSeveral(CalibrationStep calibration, string scores, int classes)
    {
        string largest = nodes.Call("ReduceMax", [scores], OnnxSetting.Of("axes", [1L]), OnnxSetting.Of("keepdims", 1));
        string less = nodes.Call("Sub", scores, largest);
        if (calibration.Method == Calibration.Temperature)
        {
            string power = nodes.Call("Exp", nodes.Call("Mul", less, nodes.Scalar(calibration.Curves[0].Values[0])));
            return nodes.Call("Div", power, nodes.RowSum(power));
        }
        // The classes behind each and those before it, as the outcome sums them.
        string powers = nodes.Call("Exp", less), classAxis = nodes.Scalar(1L);
        string before = nodes.Call("CumSum", [powers, classAxis], OnnxSetting.Of("exclusive", 1));
        string behind = nodes.Call("CumSum", [powers, classAxis], OnnxSetting.Of("exclusive", 1), OnnxSetting.Of("reverse", 1));
        string rest = nodes.Call("Log", nodes.Call("Add", before, behind));
        string odds = Clipped(nodes.Call("Sub", less, rest), -CalibrationStep.MostOdds, CalibrationStep.MostOdds, scores);
        string each = Curves(calibration, odds), sum = nodes.RowSum(each);
        return nodes.Where(nodes.Call("Equal", sum, nodes.Scalar(0d)), nodes.Scalar(1d / classes), nodes.Call("Div", each, sum));
    }

    /// <summary>The two ends of the interval around predictions, as floats.</summary>
    /// <param name="outcome">The outcome, which has intervals.</param>
    /// <param name="prediction">The predictions, [N, 1] as floats.</param>
    public (string Low, string High) Interval(Outcome outcome, string prediction)
    {
        IntervalStep interval = outcome.Interval!;
        string value = nodes.Cast(prediction, OnnxElementType.Double), radius = nodes.Scalar(interval.Radius);
        string half = interval.Knots.Count == 0 ? radius : nodes.Call("Mul", radius, Line([.. interval.Knots], [.. interval.Spreads], value));
        return (End("Sub"), End("Add"));

        string End(string operation) =>
            nodes.Cast(Clipped(nodes.Call(operation, value, half), outcome.Least, float.MaxValue, value), OnnxElementType.Float);
    }

    /// <summary>The two ends of the interval between quantiles, as floats.</summary>
    /// <param name="outcome">The outcome, whose intervals lie between quantiles.</param>
    /// <param name="prediction">The predictions, [N, 1] as floats.</param>
    /// <param name="one">One quantile of each, [N, 1] as floats.</param>
    /// <param name="other">The other.</param>
    public (string Low, string High) Between(Outcome outcome, string prediction, string one, string other)
    {
        string value = nodes.Cast(prediction, OnnxElementType.Double), first = nodes.Cast(one, OnnxElementType.Double), second = nodes.Cast(other, OnnxElementType.Double);
        string radius = nodes.Scalar(outcome.Interval!.Radius);
        // Where one of the three is NaN both ends are.
        string all = nodes.Call("Add", nodes.Call("Add", first, second), value);
        return (End("Min", "Sub"), End("Max", "Add"));

        string End(string outer, string operation) =>
            nodes.Cast(Clipped(nodes.Call(outer, nodes.Call(operation, nodes.Call(outer, first, second), radius), value), outcome.Least, float.MaxValue, all), OnnxElementType.Float);
    }

    // Clip may make a number of NaN; what it came from less itself is 0, or NaN again.
    private string Clipped(string value, double least, double most, string from) =>
        nodes.Call("Add", nodes.Call("Clip", value, nodes.Scalar(least), nodes.Scalar(most)), nodes.Call("Sub", from, from));

    private string Curves(CalibrationStep calibration, string odds)
    {
        IReadOnlyList<CalibrationCurve> curves = calibration.Curves;
        switch (calibration.Method)
        {
            case Calibration.Platt: return Logistic(nodes.Call("Add", nodes.Call("Mul", odds, Numbers(0)), Numbers(1)));
            case Calibration.Temperature: return Logistic(nodes.Call("Mul", odds, Numbers(0)));
            case Calibration.Beta:
                string down = nodes.Call("Mul", Numbers(0), Softplus(nodes.Call("Neg", odds))), up = nodes.Call("Mul", Numbers(1), Softplus(odds));
                return Logistic(nodes.Call("Add", nodes.Call("Sub", Numbers(2), down), up));
            default:
                string Column(int k) => curves.Count == 1 ? odds : nodes.Call("Gather", [odds, nodes.Constant<long>([k], 1)], OnnxSetting.Of("axis", 1));
                return nodes.Beside([.. curves.Select((curve, k) => Line([.. curve.Knots], [.. curve.Values], Column(k)))]);
        }

        string Numbers(int place) => nodes.Constant<double>([.. curves.Select(c => c.Values[place])], 1, curves.Count);
    }

    private string Logistic(string odds)
    {
        string one = nodes.Scalar(1d);
        return nodes.Call("Div", one, nodes.Call("Add", one, nodes.Call("Exp", nodes.Call("Neg", odds))));
    }

    private string Softplus(string x)
    {
        string power = nodes.Call("Exp", nodes.Call("Neg", nodes.Call("Abs", x)));
        return nodes.Call("Add", nodes.Call("Max", x, nodes.Scalar(0d)), nodes.Call("Log", nodes.Call("Add", nodes.Scalar(1d), power)));
    }

    // How many knots are not above x is the place of what holds behind the last of them.
    private string Line(double[] knots, double[] heights, string x)
    {
        int count = knots.Length;
        double[] from = [knots[0], .. knots], bases = [heights[0], .. heights], slopes = new double[count + 1];
        for (int i = 0; i + 1 < count; i++) slopes[i + 1] = Polyline.Slope(knots, heights, i);
        string below = nodes.Call("GreaterOrEqual", x, nodes.Constant<double>(knots, 1, count));
        string place = nodes.RowSum(nodes.Cast(below, OnnxElementType.Int64));
        string Of(double[] table) => nodes.Gather(nodes.Constant<double>(table, table.Length), place);
        return nodes.Call("Add", Of(bases), nodes.Call("Mul", nodes.Call("Sub", x, Of(from)), Of(slopes)));
    }
}
