using Apache.Arrow;
using Apache.Arrow.Types;
using MlDsl.Batches;
using MlDsl.Columns;
using MlDsl.Parquet;

namespace MlDsl.Tool.Scaffolding;

/// <summary>The rows of a Parquet file, with the types of its schema.</summary>
internal static class ParquetTable
{
    /// <summary>Reads at most <paramref name="most"/> rows.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public static FileTable Read(string path, int most)
    {
        var types = new Dictionary<string, SchemaType?>(StringComparer.Ordinal);
        List<LeftOutColumn> refused = [];
        foreach (Field field in Fields(path))
        {
            if (ArrowTypes.Refusal(field) is { } what) refused.Add(new LeftOutColumn(field.Name, $"is {what}, which no member takes"));
            else types[field.Name] = ArrowTypes.IsGuid(field) ? SchemaType.Identifier : TypeOf(field.DataType);
        }
        var files = new BatchFiles([path], static (file, _) => new ParquetFile(file.Path));
        return RecordTable.Read(path, files, null, types, refused, most);
    }

    private static Field[] Fields(string path)
    {
        try
        {
            return Damage.OfFile.Guard<Field[]>(() =>
            {
                using var file = new ParquetFile(path);
                return [.. file.Schema.FieldsList];
            }, path);
        }
        catch (Exception problem) when (problem is DataFormatException or PlatformNotSupportedException)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static SchemaType? TypeOf(IArrowType type) => type switch
    {
        ExtensionType extension => TypeOf(extension.StorageType),
        DictionaryType coded => TypeOf(coded.ValueType),
        BooleanType => SchemaType.Flag,
        Int8Type or Int16Type or Int32Type or UInt8Type or UInt16Type => SchemaType.Integer,
        Int64Type or UInt32Type or UInt64Type => SchemaType.Long,
        HalfFloatType or FloatType => SchemaType.Float,
        DoubleType => SchemaType.Double,
        Decimal32Type or Decimal64Type or Decimal128Type or Decimal256Type => SchemaType.Decimal,
        StringType or LargeStringType or StringViewType => SchemaType.Text,
        Date32Type or Date64Type => SchemaType.Date,
        TimestampType => SchemaType.Time,
        Time32Type or Time64Type => SchemaType.Clock,
        DurationType => SchemaType.Duration,
        ListType or LargeListType or FixedSizeListType => SchemaType.Vector,
        _ => null,
    };
}
