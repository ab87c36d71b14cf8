using System.Text;
using System.Text.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>Values of JSON as generated code reads them from any record.</summary>
internal static class ElementValue
{
    /// <summary>The value of an element; missing where it is null.</summary>
    public static RecordValue Of(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined: return RecordValue.Missing;
            case JsonValueKind.True or JsonValueKind.False: return RecordValue.Flag(value.GetBoolean());
            case JsonValueKind.Number:
                byte[] digits = Encoding.ASCII.GetBytes(value.GetRawText());
                return RecordValue.Digits(digits, 0, digits.Length);
            case JsonValueKind.Array:
                RecordValue[] elements = [.. value.EnumerateArray().Select(static element => element.ValueKind == JsonValueKind.Array ? RecordValue.Other("a list of lists") : Of(element))];
                return RecordValue.List(elements, 0, elements.Length);
            case JsonValueKind.Object: return RecordValue.Other("an object");
            default: return RequestMembers.Text(value) is { } text ? RecordValue.Text(text) : RecordValue.Other("half a surrogate pair");
        }
    }
}
