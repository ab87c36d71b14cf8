using System.Buffers.Binary;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>One changed file, the same for the same seed.</summary>
/// <param name="Model">What was changed.</param>
/// <param name="Bytes">The file.</param>
/// <param name="IsForged">Whether the hashes were made right again, so that what is behind them is reached.</param>
internal sealed record ModelMutation(HostileModel Model, byte[] Bytes, bool IsForged)
{
    private static readonly float[] Odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -0f, float.Epsilon];

    public static ModelMutation Of(int seed)
    {
        var random = new Random(seed);
        IReadOnlyList<HostileModel> all = HostileModel.All;
        HostileModel model = all[random.Next(all.Count)], other = all[random.Next(all.Count)];
        // A third changes the zip as it lies there; the others forge what it holds.
        if (random.Next(3) == 0) return new(model, ByteChanges.Change(model.File, other.File, random), IsForged: false);
        ModelEntries entries = ModelEntries.Of(model.File);
        if (random.Next(10) == 0) Rearrange(entries, ModelEntries.Of(other.File), random);
        else Forge(entries, random);
        return new(model, entries.Pack(), IsForged: true);
    }

    private static void Forge(ModelEntries entries, Random random)
    {
        for (int times = 1 + (random.Next(2) * random.Next(2)); times > 0; times--)
        {
            var (name, content) = entries.All[random.Next(entries.All.Count)];
            bool isManifest = name == "manifest.json";
            if (isManifest && random.Next(2) == 0) entries.Hash();
            entries.Set(name, name.EndsWith(".json", StringComparison.Ordinal)
                ? random.Next(8) == 0 ? ByteChanges.Change(content, content, random) : JsonChanges.Change(content, random)
                : Numbers(content, random));
            if (!isManifest) entries.Hash();
        }
    }

    // The numbers behind a header of a few integers: another integer, odd numbers, another length.
    private static byte[] Numbers(byte[] content, Random random)
    {
        byte[] changed = [.. content];
        int at = random.Next(Math.Max(1, content.Length / 4)) * 4;
        switch (random.Next(5))
        {
            case 0 when content.Length >= 28: BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(random.Next(7) * 4), (int[])[0, 1, -1, 2, int.MaxValue, int.MinValue, 1 << 24] is var odd ? odd[random.Next(odd.Length)] : 0); break;
            case 1 when at + 4 <= content.Length: BinaryPrimitives.WriteSingleLittleEndian(changed.AsSpan(at), Odd[random.Next(Odd.Length)]); break;
            case 2: return content[..Math.Min(at, content.Length)];
            case 3: return [.. content, .. content[..Math.Min(at, content.Length)]];
            default: return ByteChanges.Change(content, content, random);
        }
        return changed;
    }

    private static void Rearrange(ModelEntries entries, ModelEntries other, Random random)
    {
        int at = random.Next(entries.All.Count);
        switch (random.Next(7))
        {
            case 0: entries.All.RemoveAt(at); break;
            case 1: entries.All.Add(entries.All[at]); break;
            case 2: entries.All.Add(("extra.bin", new byte[random.Next(100)])); break;
            case 3: entries.All.Add((random.Next(2) == 0 ? "../escape" : "folder/plan.json", [1])); break;
            case 4: entries.All[at] = (entries.All[at].Name.ToUpperInvariant(), entries.All[at].Content); break;
            case 5: entries.Comment = random.Next(2) == 0 ? "" : new string('0', 64); break;
            default:
                var (name, content) = other.All[random.Next(other.All.Count)];
                if (entries.Find(name) >= 0) entries.Set(name, content);
                break;
        }
        if (random.Next(2) == 0) entries.Hash();
    }
}
