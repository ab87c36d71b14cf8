using System.Text;

namespace MlDsl.Build.Onnx;

/// <summary>The short texts that were read last: lists of hundreds of thousands, such as the modes of branches, repeat a few of them, which need one string each.</summary>
internal sealed class RecentTexts
{
    private const int Longest = 64, Places = 16;

    private readonly (byte[] Bytes, string Text)[] places = new (byte[], string)[Places];

    /// <summary>The text of some bytes in UTF-8.</summary>
    public string Of(byte[] bytes, int start, int length)
    {
        if (length is 0 or > Longest) return Encoding.UTF8.GetString(bytes, start, length);
        ref (byte[] Bytes, string Text) place = ref places[((length * 31) + bytes[start] + bytes[start + length - 1]) % Places];
        if (place.Bytes?.Length == length && IsSame(place.Bytes, bytes, start)) return place.Text;
        byte[] own = new byte[length];
        Buffer.BlockCopy(bytes, start, own, 0, length);
        place = (own, Encoding.UTF8.GetString(own));
        return place.Text;
    }

    private static bool IsSame(byte[] known, byte[] bytes, int start)
    {
        for (int i = 0; i < known.Length; i++)
            if (known[i] != bytes[start + i]) return false;
        return true;
    }
}
