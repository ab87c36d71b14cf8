using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Makes nodes of steps that make columns of columns.</summary>
internal static class ColumnLowering
{
    /// <summary>The column that a step makes; its nodes are added when its value is asked for.</summary>
    /// <exception cref="RefusedException">The step is not compiled for these columns.</exception>
    public static GraphColumn Made(GraphWriter writer, string place, ColumnMap map, GraphColumn[] inputs)
    {
        GraphColumn input = inputs[0];
        return map.Operation switch
        {
            ConcatOperation => Concat(),
            CopyOperation => input with { Name = map.Output, IsMade = true, IsRead = false },
            KeysOperation { Terms: string[] terms } when input.HasWords => TextLowering.Keys(place, map.Output, input, terms),
            KeysOperation keys => KeyLowering.Keys(writer, place, map.Output, input, keys.Terms),
            HashOperation hash when input.HasWords => TextLowering.Hashes(writer, place, map.Output, input, hash),
            HashOperation hash => KeyLowering.Hashes(writer, place, map.Output, input, hash),
            KeyValuesOperation => KeyLowering.Values(writer, place, map.Output, input),
            IndicatorOperation { IsCounted: true } when input.Texts is { AreKeys: true } => TextLowering.Counts(writer, place, map.Output, input),
            IndicatorOperation indicator => KeyLowering.Indicators(writer, place, map.Output, input, indicator.IsCounted),
            KeyBitsOperation => KeyLowering.Bits(writer, place, map.Output, input),
            TableOperation table => KeyLowering.Table(writer, place, map.Output, input, table),
            ConvertOperation convert => ConvertLowering.Made(writer, place, map.Output, input, convert.Type),
            ReplaceOperation replace => Replace(replace.Values),
            MissingOperation => Floating(typeof(bool), value => writer.Node(map.Output, "IsNaN", [value])),
            AffineOperation affine => Floating(null, value => Affine(writer, map.Output, affine, value), affine.Scales.Length),
            CdfOperation cdf => Floating(null, value => writer.Node(map.Output, OperatorAttribute.Own, "NormalShare", [value], ("means", Rows(cdf.Means, cdf.Means.Length)), ("deviations", Rows(cdf.Deviations, cdf.Deviations.Length)), ("isOfLogarithm", cdf.IsOfLogarithm ? 1L : 0L)), cdf.Means.Length),
            BinsOperation bins => Floating(null, value => Bins(writer, map.Output, bins, value), bins.Bounds.Count),
            SlotsOperation slots => Kept(slots),
            CalibrateOperation calibrate => Floating(null, value => PredictLowering.Calibrated(writer, place, map.Output, value, calibrate.Calibrator)),
            ProjectOperation project => Projected(project),
            NormalizeTextOperation text when input.Known is { IsVector: false } => TextLowering.Normalized(writer, place, map.Output, input, text),
            TextOperation text => TextLowering.Staged(place, map.Output, input, text),
            GramsOperation grams => TextLowering.Grams(writer, place, map.Output, input, grams),
            HashedGramsOperation grams => TextLowering.HashedGrams(writer, place, map.Output, inputs, grams),
            ContrastOperation contrast => Floating(null, value => TextLowering.Contrast(writer, map.Output, contrast, value)),
            RefusedOperation refused => throw new RefusedException($"{place} {refused.Reason}"),
            var other => throw new InvalidOperationException($"{other.GetType()} is no operation"),
        };

        GraphColumn Concat()
        {
            ColumnType[] types = [.. inputs.Select(one => Fixed(place, one))];
            if (types.FirstOrDefault(type => type.Item != types[0].Item) is { } odd) throw new RefusedException($"{place} puts a {odd} beside a {types[0]}");
            long items = types.Sum(static type => (long)type.Items);
            if (items > MlNetGraph.MaxItems) throw new RefusedException($"{place} makes a vector of {items} items; up to {MlNetGraph.MaxItems} are compiled");
            var made = new GraphColumn(map.Output, types[0] with { Width = (int)items }, new Lazy<string>(() =>
                writer.For(place, () => inputs.Length == 1 ? input.Value.Value : writer.Node(map.Output, "Concat", [.. inputs.Select(static one => one.Value.Value)], ("axis", 1L)))));
            return inputs.All(static one => one.Origins.Count == 0) ? made : made with { Origins = [.. inputs.SelectMany((one, i) => one.Origins.Count > 0 ? one.Origins : new (GraphColumn, long)?[types[i].Items])] };
        }

        GraphColumn Kept(SlotsOperation slots)
        {
            ColumnType type = Fixed(place, input);
            long[] kept = [.. Enumerable.Range(0, type.Items).Where(item => !slots.First.Where((first, i) => first <= item && item <= slots.Last[i]).Any()).Select(static item => (long)item)];
            if (!type.IsVector || kept.Length == 0) throw new RefusedException($"{place} leaves nothing of the column '{input.Name}', a {type}");
            var made = new GraphColumn(map.Output, type with { Width = kept.Length }, new Lazy<string>(() => writer.For(place, () =>
                writer.Node(map.Output, "Gather", [input.Value.Value, writer.Constant(map.Output, new Tensor<long>(kept, kept.Length))], ("axis", 1L)))));
            return input.Origins.Count == 0 ? made : made with { Origins = [.. kept.Select(item => input.Origins[(int)item])] };
        }

        GraphColumn Projected(ProjectOperation project)
        {
            int count = project.Offsets.Length, width = project.Vectors.Length / count;
            return new GraphColumn(map.Output, new ColumnType(typeof(float), count), new Lazy<string>(() => writer.For(place, () => writer.Node(
                map.Output, OperatorAttribute.Ml, "LinearRegressor", [PredictLowering.Features(place, input, width)],
                ("coefficients", project.Vectors), ("intercepts", Array.ConvertAll(project.Offsets, static offset => -offset)), ("targets", (long)count)))));
        }

        GraphColumn Replace(Array values)
        {
            ColumnType type = Fixed(place, input);
            if (values.GetType().GetElementType() != type.Element || (values.Length != 1 && values.Length != type.Items)) throw new RefusedException($"{place} has {values.Length} values for the column '{input.Name}', a {type}");
            return Floating(null, value => writer.Node(map.Output, "Where", [writer.Node(map.Output, "IsNaN", [value]), writer.Constant(map.Output, Rows(values, values.Length)), value]));
        }

        GraphColumn Floating(Type? element, Func<string, string> add, int? known = null)
        {
            ColumnType type = Fixed(place, input);
            if (known is { } items && items != type.Items) throw new RefusedException($"{place} knows {items} items of the column '{input.Name}', a {type}");
            if (type.IsKey || (type.Element != typeof(float) && type.Element != typeof(double))) throw new RefusedException($"{place} reads the column '{input.Name}', a {type}, and not floating-point numbers");
            return new GraphColumn(map.Output, element is null ? type : type with { Element = element }, new Lazy<string>(() => writer.For(place, () => add(input.Value.Value))));
        }
    }

    /// <summary>The type of a column whose rows all have as many items.</summary>
    /// <exception cref="RefusedException">They have not.</exception>
    public static ColumnType Fixed(string place, GraphColumn column) =>
        column.Known is { Items: > 0 } type ? type : throw new RefusedException($"{place} reads the column '{column.Name}', a {column.Known}, whose rows have different lengths");

    /// <summary>Elements as one row of a tensor.</summary>
    public static Tensor Rows(Array elements, int width) => elements switch
    {
        float[] singles => new Tensor<float>(singles, 1, width),
        double[] doubles => new Tensor<double>(doubles, 1, width),
        long[] wholes => new Tensor<long>(wholes, 1, width),
        _ => throw new InvalidOperationException($"{elements.GetType()} is no row of constants"),
    };

    private static string Affine(GraphWriter writer, string column, AffineOperation affine, string value)
    {
        int width = affine.Scales.Length;
        if (affine.Offsets is { } offsets) value = writer.Node(column, "Sub", [value, writer.Constant(column, Rows(offsets, width))]);
        return writer.Node(column, "Mul", [value, writer.Constant(column, Rows(affine.Scales, width))]);
    }

    private static string Bins(GraphWriter writer, string column, BinsOperation bins, string value)
    {
        int count = bins.Bounds.Sum(static bounds => bounds.Length), at = 0;
        var all = Array.CreateInstance(bins.Bounds[0].GetType().GetElementType()!, count);
        var starts = new long[bins.Bounds.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = at;
            bins.Bounds[i].CopyTo(all, at);
            at += bins.Bounds[i].Length;
        }
        return writer.Node(column, OperatorAttribute.Own, "BinPlace", [value], ("bounds", Rows(all, count)), ("starts", starts), ("keepsZero", bins.KeepsZero ? 1L : 0L));
    }
}
