using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>A row of a view of features, with the bits of its vector; what a view is without is 0.</summary>
internal sealed record FeatureCell(ulong Id, float Label, string Features, float Weight, ulong Group)
{
    public static IEnumerable<FeatureCell> Read(IDataView view) => Read(view.GetRowCursor(view.Schema));

    public static IEnumerable<FeatureCell> Read(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            var features = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Features"]);
            Func<float> label = LabelOf(cursor), weight = cursor.Schema.GetColumnOrNull("Weight") is { } w ? Value<float>(cursor, w) : static () => 0;
            Func<ulong> group = cursor.Schema.GetColumnOrNull("GroupId") is { } g ? Value<ulong>(cursor, g) : static () => 0;
            VBuffer<float> vector = default;
            for (DataViewRowId own = default; cursor.MoveNext();)
            {
                id(ref own);
                features(ref vector);
                yield return new FeatureCell(own.Low, label(), Bits([.. vector.DenseValues()]), weight(), group());
            }
        }
    }

    public static string Bits(float[] values) => string.Join(' ', values.Select(static value => BitConverter.SingleToUInt32Bits(value).ToString("x8", null)));

    private static Func<float> LabelOf(DataViewRowCursor cursor)
    {
        DataViewSchema.Column label = cursor.Schema["Label"];
        switch (label.Type)
        {
            case BooleanDataViewType:
                Func<bool> flag = Value<bool>(cursor, label);
                return () => flag() ? 1 : 0;
            case KeyDataViewType:
                Func<uint> key = Value<uint>(cursor, label);
                return () => key();
            default:
                return Value<float>(cursor, label);
        }
    }

    private static Func<T> Value<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<T> get = cursor.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return value;
        };
    }
}
