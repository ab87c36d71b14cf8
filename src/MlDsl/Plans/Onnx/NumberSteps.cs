using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>
/// The steps of a number in a graph, with the arithmetic of <see cref="NumericEncoding"/> operator by operator. A number that is refused in
/// C# comes out as NaN, or ends the run with an error where it picks a slot.
/// </summary>
/// <remarks>ONNX Runtime's Where turns a chosen -0 into 0, so it stands only where no -0 can be chosen, or the sign is given back.</remarks>
internal sealed class NumberSteps(GraphNodes nodes, GraphInput input)
{
    private string? finite;

    /// <summary>The number so far: floats, [N, 1]; of a vector's elements at once [N, Length].</summary>
    public string Value { get; private set; } = "";

    /// <summary>The number before any step; NaN where it is missing.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The value as the nearest float; NaN where it is missing.</summary>
    public void Read()
    {
        Value = input.Type.Element == OnnxElementType.Float ? input.Value : nodes.Cast(input.Value, OnnxElementType.Float);
        if (input.Present is { } present && !input.Type.HasNaN) Value = nodes.Where(present, Value, nodes.Scalar(float.NaN));
        Origin = Value;
    }

    public void Fill(float value) => Fill([value]);

    /// <summary>One value for each element of a vector.</summary>
    public void Fill(float[] values)
    {
        if (input.Present is null) return;
        OnnxSetting[] settings = [OnnxSetting.Of("imputed_value_floats", values), OnnxSetting.Of("replaced_value_float", float.NaN)];
        Value = nodes.CallMl("Imputer", Value, OnnxElementType.Float, values.Length, settings);
    }

    public void Clip(float low, float high)
    {
        RememberFinite();
        string number = Value;
        Value = nodes.Call("Clip", number, nodes.Scalar(low), nodes.Scalar(high));
        if (low != 0 && high != 0) return;
        // At a bound of 0 it is open which of the zeros comes out: the number's own.
        string isZero = nodes.Call("Equal", number, nodes.Scalar(0f));
        string magnitude = nodes.Where(isZero, nodes.Scalar(0f), Value);
        Value = nodes.Call("Mul", magnitude, nodes.Gather(nodes.Constant<float>([1, -1], 2), Index(nodes.Call("And", isZero, IsNegative(number)))));
    }

    public void Scale(float offset, float factor) =>
        Value = nodes.Call("Mul", nodes.Call("Sub", Value, nodes.Scalar(offset)), nodes.Scalar(factor));

    /// <summary>One pair for each element of a vector.</summary>
    public void Scale(float[] offsets, float[] factors) => Value = nodes.Call(
        "Mul", nodes.Call("Sub", Value, nodes.Constant<float>(offsets, 1, offsets.Length)), nodes.Constant<float>(factors, 1, factors.Length));

    public void Log()
    {
        string number = nodes.Cast(Value, OnnxElementType.Double);
        string log = Log1P(nodes.Call("Abs", number)), sign = nodes.Gather(nodes.Constant<double>([1, -1], 2), Index(IsNegative(Value)));
        Value = nodes.Cast(nodes.Call("Mul", log, sign), OnnxElementType.Float);
    }

    public void Power(PowerOp op)
    {
        RememberFinite();
        if (op.Factor == 0)
        {
            Value = nodes.Where(finite!, nodes.Scalar(0f), nodes.Scalar(float.NaN));
            return;
        }
        string number = nodes.Cast(Value, OnnxElementType.Double);
        string log = Log1P(nodes.Call("Abs", number));
        string transformed = nodes.Where(
            nodes.Call("GreaterOrEqual", number, nodes.Scalar(0d)), Power(log, op.Lambda), nodes.Call("Neg", Power(log, 2 - op.Lambda)));
        string scaled = nodes.Call("Mul", nodes.Call("Sub", transformed, nodes.Scalar(op.Offset)), nodes.Scalar(op.Factor));
        string least = nodes.Scalar((double)float.MinValue), most = nodes.Scalar((double)float.MaxValue);
        string above = nodes.Where(nodes.Call("Greater", scaled, most), most, scaled);
        Value = nodes.Cast(nodes.Where(nodes.Call("Less", scaled, least), least, above), OnnxElementType.Float);
    }

    /// <summary>The number, or NaN where a step hid that it is not finite.</summary>
    // Adding -0 changes nothing, not even a zero's sign.
    public string Checked() =>
        finite is null ? Value : nodes.Call("Add", Value, nodes.Gather(nodes.Constant<float>([float.NaN, -0f], 2), Index(finite)));

    /// <summary>The slot: how many of the edges are at or below the number.</summary>
    public string Slots(BinOp op)
    {
        RememberFinite();
        string below = op.Edges.Length == 0
            ? nodes.Call("Mul", nodes.Cast(finite!, OnnxElementType.Int64), nodes.Scalar(0L))
            : nodes.RowSum(nodes.Cast(
                nodes.Call("GreaterOrEqual", Value, nodes.Constant(op.Edges.AsSpan(), 1, op.Edges.Length)), OnnxElementType.Int64));
        return nodes.Where(finite!, below, nodes.Scalar(op.Edges.Length + 2L));
    }

    /// <summary>1 where the value is missing.</summary>
    public string Indicator()
    {
        if (input.Present is { } present) return nodes.Cast(nodes.Call("Not", present), OnnxElementType.Float);
        // Never: zeros, as many as there are rows.
        return nodes.Cast(nodes.Call("And", nodes.IsFinite(Value, 0f), nodes.Scalar(false)), OnnxElementType.Float);
    }

    private string Index(string flag) => nodes.Cast(flag, OnnxElementType.Int64);

    // Whether the sign is set, that of -0 as well.
    private string IsNegative(string number) => nodes.Call("Less", nodes.Call("Div", nodes.Scalar(1f), number), nodes.Scalar(0f));

    private void RememberFinite() => finite ??= nodes.IsFinite(Value, 0f);

    // Precise.Log1P.
    private string Log1P(string value)
    {
        string one = nodes.Scalar(1d), sum = nodes.Call("Add", value, one);
        string exact = nodes.Call("Mul", nodes.Call("Log", sum), nodes.Call("Div", value, nodes.Call("Sub", sum, one)));
        return nodes.Where(nodes.Call("Equal", sum, one), value, exact);
    }

    // YeoJohnson.Power.
    private string Power(string log, double power) => Math.Abs(power) < YeoJohnson.Zero
        ? log
        : nodes.Call("Div", ExpM1(nodes.Call("Mul", nodes.Scalar(power), log)), nodes.Scalar(power));

    // Precise.ExpM1.
    private string ExpM1(string value)
    {
        string one = nodes.Scalar(1d), power = nodes.Call("Exp", value), less = nodes.Call("Sub", power, one);
        string exact = nodes.Call("Mul", less, nodes.Call("Div", value, nodes.Call("Log", power)));
        string isPlain = nodes.Call(
            "Or", nodes.Call("Equal", less, nodes.Scalar(-1d)), nodes.Call("Greater", power, nodes.Scalar(double.MaxValue)));
        return nodes.Where(nodes.Call("Equal", power, one), value, nodes.Where(isPlain, less, exact));
    }
}
