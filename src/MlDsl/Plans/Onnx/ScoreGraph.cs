using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Writes a linear model and what is made of its scores as nodes.</summary>
internal sealed class ScoreGraph(GraphNodes nodes, OnnxExportOptions options, Func<string, string> nameOf)
{
    /// <summary>The outputs in their order: what each is called, what it gives, and of a single class's probability the class.</summary>
    public List<(string Name, string Gives, string? Class)> Outputs { get; } = [];

    /// <summary>The scores: floats, [N, k]; NaN where they are not finite. Numbers are multiplied; a slot picks its row of the weights.</summary>
    /// <param name="pieces">The features.</param>
    /// <param name="weights">Position-major: those of position p begin at p · k.</param>
    /// <param name="biases">One for each of the k scores.</param>
    public string Linear(IReadOnlyList<FeaturePiece> pieces, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases)
    {
        int outputs = biases.Length;
        List<string> terms = [];
        List<NumbersPiece> numbers = [.. pieces.OfType<NumbersPiece>()];
        if (numbers.Count > 0)
        {
            List<float> dense = [];
            foreach (NumbersPiece piece in numbers) dense.AddRange(weights.Slice(piece.Position * outputs, piece.Width * outputs));
            int width = dense.Count / outputs;
            string matrix = nodes.Constant<float>([.. dense], width, outputs);
            // ONNX Runtime takes the scale of a single column into the product of matrices, and rounds once more.
            terms.Add(nodes.Call(width == 1 ? "Mul" : "MatMul", nodes.Beside([.. numbers.Select(static n => n.Tensor)]), matrix));
        }
        foreach (SlotPiece piece in pieces.OfType<SlotPiece>())
        {
            // The last row, of zeros, is for what sets no feature.
            float[] rows = new float[(piece.Width + 1) * outputs];
            weights.Slice(piece.Position * outputs, piece.Width * outputs).CopyTo(rows);
            terms.Add(nodes.Gather(nodes.Constant(rows.AsSpan(), piece.Width + 1, outputs), nodes.Flat(piece.Slots)));
        }
        string sum = terms[0];
        foreach (string term in terms.Skip(1)) sum = nodes.Call("Add", sum, term);
        sum = nodes.Call("Add", sum, nodes.Constant(biases, 1, outputs));
        return Finite(sum);
    }

    /// <summary>Numbers as they are, and NaN where they are not finite: an infinite score would be a probability of 0 or 1. Less 0 a number is what it was, its sign included.</summary>
    public string Finite(string numbers) => nodes.Call("Sub", numbers, nodes.Call("Sub", numbers, numbers));

    /// <summary>
    /// Declares and writes the outputs: <c>prediction</c>, of an anomaly with the <c>label</c> whether it is one; or <c>label</c> and the probability of
    /// each class.
    /// </summary>
    /// <param name="outcome">What is made of the scores.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="schema">What the label is.</param>
    public void Write(Outcome outcome, string scores, DatasetSchema schema)
    {
        switch (outcome.Link)
        {
            case Link.Logit: WriteTwoClasses(outcome, scores); break;
            case Link.Softmax: WriteClasses(outcome, scores, schema.Columns.FirstOrDefault(static c => c.Role == ColumnRole.Label)); break;
            case Link.PowerOfTwo or Link.Odds: WriteAnomaly(outcome, scores); break;
            default: WriteValue(outcome, scores); break;
        }
    }

    /// <summary>Declares a matrix as an output.</summary>
    public void WriteMatrix(string name, string value, int width)
    {
        nodes.Graph.Output(OnnxValueInfo.Tensor(nameOf(name), OnnxElementType.Float, "N", width));
        Outputs.Add((nameOf(name), name, null));
        nodes.Give(nameOf(name), "Identity", value);
    }

    private void WriteValue(Outcome outcome, string scores)
    {
        string score = outcome.HasQuantiles ? Column(0) : scores;
        // In double: ONNX Runtime's exponential of floats is an approximation.
        string value = outcome.Link == Link.Log
            ? nodes.Cast(nodes.Call("Exp", nodes.Cast(score, OnnxElementType.Double)), OnnxElementType.Float)
            : score;
        WriteFlat("prediction", OnnxElementType.Float, value);
        if (outcome.Interval is null) return;
        var (low, high) = outcome.HasQuantiles ? new OutcomeGraph(nodes).Between(outcome, value, Column(1), Column(2)) : new OutcomeGraph(nodes).Interval(outcome, value);
        WriteFlat("prediction.low", OnnxElementType.Float, low);
        WriteFlat("prediction.high", OnnxElementType.Float, high);

        string Column(int place) => nodes.Call("Gather", [scores, nodes.Constant<long>([place], 1)], OnnxSetting.Of("axis", 1));
    }

    // What is NaN is no anomaly, and is seen to be no number.
    private void WriteAnomaly(Outcome outcome, string scores)
    {
        string score = nodes.Cast(scores, OnnxElementType.Double);
        string value = outcome.Link == Link.Odds ? ShareOfOdds() : nodes.Cast(nodes.Call("Pow", nodes.Scalar(2d), score), OnnxElementType.Float);
        WriteFlat("label", OnnxElementType.Bool, nodes.Call("GreaterOrEqual", value, nodes.Scalar(outcome.Threshold.Value)));
        WriteFlat("prediction", OnnxElementType.Float, value);

        string ShareOfOdds()
        {
            string share = nodes.Cast(nodes.Call("Div", score, nodes.Call("Add", nodes.Scalar(1d), score)), OnnxElementType.Float);
            return nodes.Where(nodes.Call("GreaterOrEqual", share, nodes.Scalar(1f)), nodes.Scalar(Outcome.LargestShare), share);
        }
    }

    private void WriteTwoClasses(Outcome outcome, string scores)
    {
        string odds = nodes.Cast(scores, OnnxElementType.Double);
        var (positive, negative) = outcome.Calibration is null ? (Share(nodes.Call("Neg", odds)), Share(odds)) : Calibrated(outcome.Calibration, odds);
        string isPositive = nodes.Call("GreaterOrEqual", positive, nodes.Scalar(outcome.Threshold.Value));
        if (outcome.ClassNames is ["false", "true"]) WriteFlat("label", OnnxElementType.Bool, isPositive);
        else WriteFlat("label", OnnxElementType.String, nodes.Gather(nodes.Constant([.. outcome.ClassNames]), nodes.Cast(isPositive, OnnxElementType.Int64)));
        WriteProbabilities(outcome, nodes.Beside([negative, positive]));

        string Share(string opposed)
        {
            string one = nodes.Scalar(1d);
            return nodes.Cast(nodes.Call("Div", one, nodes.Call("Add", one, nodes.Call("Exp", opposed))), OnnxElementType.Float);
        }
    }

    private (string Positive, string Negative) Calibrated(CalibrationStep calibration, string odds)
    {
        string positive = new OutcomeGraph(nodes).OfTwo(calibration, odds);
        return (nodes.Cast(positive, OnnxElementType.Float), nodes.Cast(nodes.Call("Sub", nodes.Scalar(1d), positive), OnnxElementType.Float));
    }

    private void WriteClasses(Outcome outcome, string scores, ColumnSchema? label)
    {
        string? deciding = outcome.OrderChanges ? Shares(outcome, scores) : null;
        string best = nodes.Call("ArgMax", [deciding ?? scores], OnnxSetting.Of("axis", 1), OnnxSetting.Of("keepdims", 0));
        // By the label's type: texts of digits stay texts.
        if (label is not null && DeclaredType.Of(label).Element is >= OnnxElementType.UInt8 and <= OnnxElementType.Int64 or OnnxElementType.UInt32)
        {
            long[] labels = [.. outcome.Classes.Select(static c => long.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];
            WriteFlat("label", OnnxElementType.Int64, nodes.Gather(nodes.Constant<long>(labels, labels.Length), best));
        }
        else WriteFlat("label", OnnxElementType.String, nodes.Gather(nodes.Constant([.. outcome.Classes]), best));

        WriteProbabilities(outcome, deciding ?? Shares(outcome, scores));
    }

    private string Shares(Outcome outcome, string scores)
    {
        string score = nodes.Cast(scores, OnnxElementType.Double);
        if (outcome.Calibration is not null) return nodes.Cast(new OutcomeGraph(nodes).OfSeveral(outcome.Calibration, score, outcome.Classes.Count), OnnxElementType.Float);
        string largest = nodes.Call("ReduceMax", [score], OnnxSetting.Of("axes", [1L]), OnnxSetting.Of("keepdims", 1));
        string power = nodes.Call("Exp", nodes.Call("Sub", score, largest));
        return nodes.Cast(nodes.Call("Div", power, nodes.RowSum(power)), OnnxElementType.Float);
    }

    private void WriteProbabilities(Outcome outcome, string probabilities)
    {
        if (!options.SplitProbabilities)
        {
            WriteMatrix("probabilities", probabilities, outcome.ClassNames.Count);
            return;
        }
        for (int i = 0; i < outcome.ClassNames.Count; i++)
        {
            string one = nodes.Call("Gather", [probabilities, nodes.Constant<long>([i], 1)], OnnxSetting.Of("axis", 1));
            WriteFlat($"probability.{outcome.ClassNames[i]}", OnnxElementType.Float, one, outcome.ClassNames[i]);
        }
    }

    private void WriteFlat(string name, OnnxElementType element, string value, string? ofClass = null)
    {
        nodes.Graph.Output(OnnxValueInfo.Tensor(nameOf(name), element, "N"));
        Outputs.Add((nameOf(name), ofClass is null ? name : "probability", ofClass));
        nodes.Give(nameOf(name), "Identity", nodes.Flat(value));
    }
}
