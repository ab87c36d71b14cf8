using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Writes a plan's steps as nodes.</summary>
internal static class FeatureGraph
{
    /// <summary>The features of a plan, in the order of their positions.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="columns">Its columns in the graph.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="OnnxExportException">A column cannot be exported.</exception>
    public static List<FeaturePiece> Write(GraphNodes nodes, FeaturePlan plan, GraphColumns columns, OnnxExportOptions options)
    {
        List<FeaturePiece> pieces = [];
        for (int i = 0; i < plan.Encodings.Length; i++)
        {
            nodes.Scope = plan.Columns[i].Member;
            Write(nodes, columns.Of(plan.Columns[i].Member), plan.Encodings[i], options, pieces);
        }
        nodes.Scope = "";
        return pieces;
    }

    /// <summary>The whole vector: floats, [N, Width].</summary>
    public static string Vector(GraphNodes nodes, IReadOnlyList<FeaturePiece> pieces) => nodes.Beside([.. pieces.Select(piece => piece switch
    {
        NumbersPiece numbers => numbers.Tensor,
        SlotPiece slots => OneHot(nodes, slots),
        _ => throw new NotSupportedException(piece.GetType().Name),
    })]);

    private static void Write(GraphNodes nodes, GraphInput input, IEncoding encoding, OnnxExportOptions options, List<FeaturePiece> pieces)
    {
        if (encoding is VectorEncoding vector)
        {
            if (VectorSteps.Write(nodes, input, vector) is { } all) pieces.Add(all);
            else for (int i = 0; i < vector.Elements.Count; i++) Write(nodes, input.Element(nodes, i), vector.Elements[i], options, pieces);
            return;
        }
        NumberSteps number = new(nodes, input);
        DateSteps? dates = null;
        string slots = "";
        int position = encoding.Position;
        IReadOnlyList<FeatureOp> ops = encoding.Ops;
        for (int i = 0; i < ops.Count; i++)
        {
            switch (ops[i])
            {
                case NumberOp: number.Read(); break;
                case FillOp fill: number.Fill(fill.Value); break;
                case ClipOp clip: number.Clip(clip.Low, clip.High); break;
                case LogOp: number.Log(); break;
                case PowerOp power: number.Power(power); break;
                case ScaleOp scale: number.Scale(scale.Offset, scale.Factor); break;
                case BinOp bins: slots = number.Slots(bins); break;
                case LookUpOp lookUp: slots = new CategorySteps(nodes, input, Slots(ops[i + 1])).LookUp(lookUp); break;
                case HashOp hash: slots = new CategorySteps(nodes, input, Slots(ops[i + 1])).Hash(hash, options.AllowContribOperators); break;
                case KeepOp: break;
                case ValueOp:
                    bool isKept = ops.Any(static op => op is KeepOp);
                    pieces.Add(new NumbersPiece(position, 1, number.Checked()) { MayMiss = isKept, Origin = isKept ? number.Origin : null });
                    break;
                case IndicatorOp: pieces.Add(new NumbersPiece(position, 1, number.Indicator())); break;
                case OneHotOp oneHot: pieces.Add(new SlotPiece(position, oneHot.Slots, slots)); break;
                case TableOp table:
                    string values = nodes.Constant(table.Values.AsSpan(), table.Values.Length);
                    pieces.Add(new NumbersPiece(position, 1, nodes.Gather(values, slots)) { MayMiss = table.Values.Any(float.IsNaN) });
                    break;
                case DatePartOp part:
                    dates ??= new DateSteps(nodes, input);
                    pieces.Add(new NumbersPiece(position, part.Width, dates.Part(part.Part, part.Cyclic)));
                    break;
                case TextOp:
                    throw new OnnxExportException(input.Name,
                        $"'{input.Name}' is text, and no operator of ONNX makes its hashed n-grams: leave the column out, or serve the model with MlDsl");
                default:
                    throw new NotSupportedException(ops[i].GetType().Name);
            }
            position += ops[i].Width;
        }
    }

    private static int Slots(FeatureOp next) => next is TableOp table ? table.Values.Length : next.Width;

    private static string OneHot(GraphNodes nodes, SlotPiece piece)
    {
        // One look-up, so that a refused value is an error here as well.
        long[] places = [.. Enumerable.Range(0, piece.Width + 1).Select(static i => (long)i)];
        string checkedSlots = nodes.Gather(nodes.Constant<long>(places, places.Length), nodes.Flat(piece.Slots));
        return nodes.Call(
            "OneHot", [checkedSlots, nodes.Scalar((long)piece.Width), nodes.Constant<float>([0, 1], 2)], OnnxSetting.Of("axis", -1));
    }
}
