using Apache.Arrow;
using Apache.Arrow.Types;

namespace MlDsl.Columns;

/// <summary>Which types columns hold.</summary>
internal static class ArrowTypes
{
    /// <summary>What a field is that no column holds; null where one does.</summary>
    public static string? Refusal(Field field) => IsGuid(field) ? null : Refusal(field.DataType);

    /// <summary>Whether a field's values are unique identifiers, said by its type or, where the library does not know that, by its notes.</summary>
    public static bool IsGuid(Field field) => field.DataType is GuidType || (field.DataType is FixedSizeBinaryType { ByteWidth: 16 }
        && field.HasMetadata && field.Metadata.TryGetValue("ARROW:extension:name", out string? name) && name == "arrow.uuid");

    /// <summary>What a type is that no column holds; null where one does.</summary>
    public static string? Refusal(IArrowType type, bool isElement = false) => type switch
    {
        GuidType => null,
        ExtensionType extension => Refusal(extension.StorageType, isElement),
        StructType => "a struct",
        MapType => "a map",
        UnionType => "a union",
        IntervalType => "an interval of the calendar",
        BinaryType or LargeBinaryType or BinaryViewType or FixedSizeBinaryType and not (Decimal32Type or Decimal64Type or Decimal128Type or Decimal256Type) => "bytes",
        DictionaryType dictionary => Refusal(dictionary.ValueType, isElement),
        ListType list => OfElements(list.ValueDataType, isElement),
        LargeListType list => OfElements(list.ValueDataType, isElement),
        FixedSizeListType list => OfElements(list.ValueDataType, isElement),
        _ => IsKnown(type.TypeId) ? null : $"of the type '{type.Name}'",
    };

    /// <summary>A type with all that its values are read by.</summary>
    public static string Said(IArrowType type) => type switch
    {
        TimestampType stamp => $"timestamp in {stamp.Unit}{(string.IsNullOrEmpty(stamp.Timezone) ? "" : $" of {stamp.Timezone}")}",
        TimeBasedType time => $"{time.Name} in {time.Unit}",
        Decimal32Type number => $"decimal32 of the scale {number.Scale}",
        Decimal64Type number => $"decimal64 of the scale {number.Scale}",
        Decimal128Type number => $"decimal128 of the scale {number.Scale}",
        Decimal256Type number => $"decimal256 of the scale {number.Scale}",
        FixedSizeBinaryType bytes => $"{bytes.ByteWidth} bytes",
        FixedSizeListType list => $"lists of {list.ListSize} of {Said(list.ValueDataType)}",
        DictionaryType coded => $"{Said(coded.ValueType)} by {Said(coded.IndexType)}",
        ExtensionType extension => $"{extension.Name} in {Said(extension.StorageType)}",
        NestedType nested => $"{nested.Name} of {string.Join(" and ", nested.Fields.Select(static field => Said(field.DataType)))}",
        _ => type.Name,
    };

    private static string? OfElements(IArrowType type, bool isElement) =>
        isElement ? "a list of lists" : Refusal(type, true) is { } what ? (what == "a list of lists" ? what : $"a list whose elements are {what}") : null;

    private static bool IsKnown(ArrowTypeId type) => type is not (
        ArrowTypeId.ListView or ArrowTypeId.LargeListView or ArrowTypeId.RunEndEncoded or ArrowTypeId.RecordBatch or ArrowTypeId.Extension);
}
