namespace MlDsl.Generators.Compiled;

/// <summary>The expressions of single elements, each as the operators calculate it.</summary>
internal static class RowExpressions
{
    private const string Kernels = "global::MlDsl.Kernels";

    /// <summary>The expression of a step.</summary>
    /// <param name="step">A step that calculates.</param>
    /// <param name="x">Its operands.</param>
    public static string Of(RowStep step, IReadOnlyList<string> x)
    {
        string element = step.Element;
        return step.Text("operation") switch
        {
            "add" => Wrapped(element, $"{x[0]} + {x[1]}"),
            "subtract" => Wrapped(element, $"{x[0]} - {x[1]}"),
            "multiply" => Wrapped(element, $"{x[0]} * {x[1]}"),
            "divide" => $"{x[0]} / {x[1]}",
            "negate" => $"-({x[0]})",
            "abs" => $"{element}.Abs({x[0]})",
            "sqrt" => $"{element}.Sqrt({x[0]})",
            "floor" => $"{element}.Floor({x[0]})",
            "ceiling" => $"{element}.Ceiling({x[0]})",
            "max" => $"{element}.Max({x[0]}, {x[1]})",
            "min" => $"{element}.Min({x[0]}, {x[1]})",
            "raise" => $"{Kernels}.RowArithmetic.Raise({x[0]}, {x[1]})",
            "lower" => $"{Kernels}.RowArithmetic.Lower({x[0]}, {x[1]})",
            "sigmoid" => $"{Kernels}.RowArithmetic.Sigmoid({x[0]})",
            "tanh" => $"{Kernels}.RowArithmetic.Tanh({x[0]})",
            "exp" => $"{Kernels}.RowArithmetic.Exp({x[0]})",
            "wideexp" => $"{Kernels}.RowArithmetic.WideExp({x[0]})",
            "calibrated" => $"{Kernels}.RowArithmetic.Calibrated({x[0]}, {x[1]}, {x[2]})",
            "equal" => $"{x[0]} == {x[1]}",
            "greater" => $"{x[0]} > {x[1]}",
            "less" => $"{x[0]} < {x[1]}",
            "notless" => $"{x[0]} >= {x[1]}",
            "notgreater" => $"{x[0]} <= {x[1]}",
            "isnan" => $"{Of(step)}.IsNaN({x[0]})",
            "isnotzero" => $"{x[0]} != 0",
            "and" => $"{x[0]} & {x[1]}",
            "or" => $"{x[0]} | {x[1]}",
            "xor" => $"{x[0]} ^ {x[1]}",
            "not" => $"!{x[0]}",
            "number" => $"({element})({x[0]} ? 1 : 0)",
            "choose" => $"{x[0]} ? {x[1]} : {x[2]}",
            "above" => $"{x[0]} > {x[1]} ? 1f : 0f",
            "impute" => $"{Kernels}.RowArithmetic.Impute({x[0]}, {(x[1] is "float.NaN" ? "" : x[1] + ", ")}{x[2]})",
            "truncate" => $"{element}.CreateTruncating({x[0]})",
            "convert" => $"{Kernels}.RowArithmetic.Convert<{Of(step)}, {element}>({x[0]})",
            var other => throw new FormatException($"'{other}' is no operation of a plan"),
        };
    }

    /// <summary>The call that transforms the scores of a step, where they lie.</summary>
    public static string Transform(RowStep step)
    {
        string method = step.Text("method"), name = step.Reference, type = method switch { "Finish" => "MarginTransform", "Apply" => "RowFunction", _ => "ScoreTransform" };
        string numbers = string.Concat(step.Arguments.Where(static argument => argument.Name.StartsWith("number", StringComparison.Ordinal)).Select(static argument =>
            (argument.Kind == "double" ? Literals.Number(double.Parse(argument.Items[0], System.Globalization.CultureInfo.InvariantCulture)) : argument.Items[0] + "L") + ", "));
        return $"{Kernels}.RowArithmetic.{method}({Kernels}.{type}.{step.Text("transform")}, {numbers}{name})";
    }

    /// <summary>A constant, whose first sign tells its type; that of a text is its quote.</summary>
    public static string Constant(string operand)
    {
        string value = operand.Substring(1);
        return operand[0] switch
        {
            'f' => Literals.Single(value),
            'd' => Literals.Number(double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
            'l' => value + "L",
            'n' => value,
            'b' => value == "1" ? "true" : "false",
            '"' => Literals.Text(value),
            _ => throw new FormatException($"'{operand}' is no operand of a plan"),
        };
    }

    private static string Of(RowStep step) => PlanParser.Element(step.Text("of"));

    // Integers wrap, also in projects that check for overflow.
    private static string Wrapped(string element, string expression) => element is "int" or "long" ? $"unchecked({expression})" : expression;
}
