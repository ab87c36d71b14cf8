using System.Text.Json;

namespace MlDsl.Serving;

/// <summary>Two answers to the same rows, held against each other token by token: of values it keeps only how many differ and how far.</summary>
internal readonly record struct OutputComparison(int Rows, int Different, double Largest)
{
    /// <summary>Compares the outputs.</summary>
    /// <param name="left">An answer.</param>
    /// <param name="right">The other one.</param>
    /// <param name="isArray">Whether they are arrays with an output for each row.</param>
    /// <param name="tolerance">The largest difference of equal numbers.</param>
    public static OutputComparison Of(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool isArray, double tolerance)
    {
        var a = new Utf8JsonReader(left);
        var b = new Utf8JsonReader(right);
        int rows = 0, different = 0;
        double largest = 0;
        if (isArray)
        {
            a.Read();
            b.Read();
        }
        while (a.Read() && b.Read() && !(isArray && a.CurrentDepth == 0))
        {
            rows++;
            if (!AreEqual(ref a, ref b, tolerance, ref largest)) different++;
            if (!isArray) break;
        }
        return new OutputComparison(rows, different, largest);
    }

    // Both stand at the first token of an output, and at its last one afterwards.
    private static bool AreEqual(ref Utf8JsonReader a, ref Utf8JsonReader b, double tolerance, ref double largest)
    {
        // Of outputs with other members or lengths nothing more is told than that they differ.
        if (!HaveSameForm(a, b))
        {
            a.Skip();
            b.Skip();
            return false;
        }
        bool areEqual = true;
        int depth = a.CurrentDepth;
        do
        {
            if (!IsForm(a.TokenType)) areEqual &= AreEqualValues(in a, in b, tolerance, ref largest);
        }
        while ((a.CurrentDepth > depth || a.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && a.Read() && b.Read());
        return areEqual;
    }

    private static bool AreEqualValues(in Utf8JsonReader a, in Utf8JsonReader b, double tolerance, ref double largest)
    {
        // Two integers may be equal as doubles and are not the same.
        if (TryInteger(in a, out Int128 i) && TryInteger(in b, out Int128 j))
        {
            double distance = (double)Int128.Abs(i - j);
            largest = double.IsNaN(largest) || distance <= largest ? largest : distance;
            return distance <= tolerance;
        }
        if (TryNumber(in a, out double x) && TryNumber(in b, out double y))
        {
            if (x.Equals(y)) return true;
            double difference = Math.Abs(x - y);
            // What is NaN or ∞ on one side only is no distance.
            if (!double.IsFinite(difference)) difference = double.NaN;
            largest = double.IsNaN(largest) || difference <= largest ? largest : difference;
            return difference <= tolerance;
        }
        return a.TokenType == b.TokenType && (a.TokenType != JsonTokenType.String || a.ValueTextEquals(b.GetString()));
    }

    private static bool TryInteger(in Utf8JsonReader json, out Int128 integer)
    {
        integer = 0;
        if (json.TokenType != JsonTokenType.Number) return false;
        if (json.TryGetInt64(out long signed)) integer = signed;
        else if (json.TryGetUInt64(out ulong large)) integer = large;
        else return false;
        return true;
    }

    // Numbers that JSON has none for are written as texts.
    private static bool TryNumber(in Utf8JsonReader json, out double number)
    {
        number = double.NaN;
        if (json.TokenType == JsonTokenType.Number)
        {
            number = json.GetDouble();
            return true;
        }
        if (json.TokenType != JsonTokenType.String) return false;
        if (json.ValueTextEquals("Infinity"u8)) number = double.PositiveInfinity;
        else if (json.ValueTextEquals("-Infinity"u8)) number = double.NegativeInfinity;
        else return json.ValueTextEquals("NaN"u8);
        return true;
    }

    private static bool IsForm(JsonTokenType token) =>
        token is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.EndObject or JsonTokenType.EndArray or JsonTokenType.PropertyName;

    private static bool HaveSameForm(Utf8JsonReader a, Utf8JsonReader b)
    {
        int depth = a.CurrentDepth;
        do
        {
            if ((IsForm(a.TokenType) || IsForm(b.TokenType)) && a.TokenType != b.TokenType) return false;
            if (a.TokenType == JsonTokenType.PropertyName && !a.ValueTextEquals(b.GetString())) return false;
        }
        while ((a.CurrentDepth > depth || a.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && a.Read() && b.Read());
        return true;
    }
}
