using MlDsl.Columns;

namespace MlDsl.Serving;

/// <summary>
/// Where a key lies among all keys, from which a canary's or a shadow's share takes the lower end. Services in other languages find the same place: MurmurHash3_x86_32
/// (A. Appleby) with the seed 0 of the UTF-8 bytes of the salt followed by the key, divided by 2³².
/// </summary>
public static class TrafficKey
{
    /// <summary>The place of a key, from 0 to just below 1: the same in every process, and as good as evenly spread.</summary>
    /// <param name="key">The key: a customer's, a session's.</param>
    /// <param name="salt">Stands before the key, so that two trials do not take the same keys.</param>
    public static double PositionOf(string key, string salt = "")
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(salt);
        return MurmurHash.Of(salt.Length == 0 ? key : salt + key) / 4294967296.0;
    }
}
