using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>
/// Tells one set of rows from another: the sum and the exclusive or of the rows' 64-bit hashes, and their number. The order of the
/// rows does not matter. It finds accidents, not forgeries.
/// </summary>
/// <param name="Sum">The sum of the row hashes, modulo 2⁶⁴.</param>
/// <param name="Xor">The exclusive or of the row hashes.</param>
/// <param name="Rows">The number of rows.</param>
public readonly record struct DataFingerprint(
    [property: JsonRequired, JsonIgnore(Condition = Never)] ulong Sum,
    [property: JsonRequired, JsonIgnore(Condition = Never)] ulong Xor,
    [property: JsonRequired, JsonIgnore(Condition = Never)] long Rows)
{
    /// <summary>The fingerprint of both sets of rows together.</summary>
    public DataFingerprint Merge(DataFingerprint other) => new(Sum + other.Sum, Xor ^ other.Xor, Rows + other.Rows);

    /// <summary>The fingerprint with one row more.</summary>
    internal DataFingerprint Add(ulong hash) => new(Sum + hash, Xor ^ hash, Rows + 1);

    /// <summary>Sum, exclusive or and number in hexadecimal.</summary>
    public override string ToString() => $"{Sum:x16}{Xor:x16}-{Rows:x}";
}
