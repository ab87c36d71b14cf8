using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>The features of a vector in a graph: all elements at once where they take the same steps, else one after the other.</summary>
internal static class VectorSteps
{
    /// <summary>The steps of all elements at once: floats, [N, Width]; null where an element has steps of its own, bins or powers.</summary>
    public static NumbersPiece? Write(GraphNodes nodes, GraphInput input, VectorEncoding encoding)
    {
        IReadOnlyList<FeatureOp>[] elements = [.. encoding.Elements.Select(static e => e.Ops)];
        if (elements.Any(static ops => ops.Any(static op => op is not (NumberOp or FillOp or KeepOp or ClipOp or LogOp or ScaleOp or ValueOp or IndicatorOp)))) return null;
        NumberSteps number = new(nodes, input);
        List<string> written = [];
        for (int i = 0; i < elements[0].Count; i++)
        {
            switch (elements[0][i])
            {
                case NumberOp: number.Read(); break;
                case KeepOp: break;
                case FillOp: number.Fill([.. elements.Select(ops => ((FillOp)ops[i]).Value)]); break;
                // The bounds are options, which all elements share.
                case ClipOp clip: number.Clip(clip.Low, clip.High); break;
                case LogOp: number.Log(); break;
                case ScaleOp: number.Scale([.. elements.Select(ops => ((ScaleOp)ops[i]).Offset)], [.. elements.Select(ops => ((ScaleOp)ops[i]).Factor)]); break;
                case ValueOp: written.Add(number.Checked()); break;
                default: written.Add(number.Indicator()); break;
            }
        }
        bool isKept = encoding.Options.Element.Impute == Impute.Keep;
        return new NumbersPiece(encoding.Position, encoding.Width, written.Count == 1 ? written[0] : Interleaved(nodes, written, elements.Length))
        {
            MayMiss = isKept,
            Origin = isKept ? number.Origin : null,
        };
    }

    // An element's features stand together: from all first ones, then all second ones, to the pairs.
    private static string Interleaved(GraphNodes nodes, List<string> written, int length)
    {
        long[] places = [.. Enumerable.Range(0, length).SelectMany(i => Enumerable.Range(0, written.Count).Select(k => (long)((k * length) + i)))];
        return nodes.Call("Gather", [nodes.Beside(written), nodes.Constant<long>(places, places.Length)], OnnxSetting.Of("axis", 1));
    }
}
