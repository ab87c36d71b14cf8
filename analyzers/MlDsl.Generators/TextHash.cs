namespace MlDsl.Generators;

/// <summary>FNV-1a in 64 bits over texts, each ended, so that "ab", "c" and "a", "bc" differ.</summary>
internal struct TextHash
{
    private ulong hash;

    public TextHash() => hash = 14695981039346656037;

    public readonly ulong Value => hash;

    public void Add(string text)
    {
        ulong value = hash;
        foreach (char letter in text) value = unchecked((value ^ letter) * 1099511628211);
        hash = unchecked((value ^ '\uFFFF') * 1099511628211);
    }

    /// <summary>The hash of one text.</summary>
    public static ulong Of(string text)
    {
        var hash = new TextHash();
        hash.Add(text);
        return hash.Value;
    }

    /// <summary>Scrambles a hash so that a sum of several stands for their set.</summary>
    public static ulong Mix(ulong hash)
    {
        hash = unchecked((hash ^ (hash >> 33)) * 0xff51afd7ed558ccd);
        hash = unchecked((hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53);
        return hash ^ (hash >> 33);
    }
}
