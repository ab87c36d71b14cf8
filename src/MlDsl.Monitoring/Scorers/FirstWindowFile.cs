using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using MlDsl.Training;

namespace MlDsl.Monitoring.Scorers;

/// <summary>
/// A <see cref="FirstWindow"/> as the bytes of a file: eight that say what it is, the last of them its version and whether it is sealed; then, of one that is, nonce, tag and what AES-256-GCM made of the window, else the window
/// and its SHA-256.
/// </summary>
internal static class FirstWindowFile
{
    /// <summary>The ending of the files.</summary>
    public const string Extension = ".window";

    private const byte Open = (byte)'1', Sealed = (byte)'A';
    private const int Head = 8, Nonce = 12, Tag = 16, LeastColumn = 4;

    private static ReadOnlySpan<byte> Magic => "MLFIRST"u8;

    /// <summary>The bytes; sealed where there is a key.</summary>
    public static byte[] Write(FirstWindow window, ReadOnlyMemory<byte> key)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var file = new ProfileWriter(buffer);
        (FirstSchema schema, FirstSpan span) = (window.Schema, window.Span);
        file.Text(schema.Version);
        file.Number(schema.Noise);
        foreach (ImmutableArray<ProfiledColumn> columns in (ImmutableArray<ProfiledColumn>[])[schema.Columns, schema.Scores])
        {
            file.Count(columns.Length);
            foreach (ProfiledColumn column in columns)
            {
                file.Text(column.Name);
                file.Count((int)column.Kind);
                file.Count(column.Unit is null ? 0 : 1);
                if (column.Unit is not null) file.Text(column.Unit);
                file.Count(column.IsSensitive ? 1 : 0);
            }
        }
        file.Text(span.Source.ToString("N"));
        foreach (long number in (long[])[span.Number, span.Part, span.IsWhole ? 1 : 0, span.WindowFrom.UtcTicks, span.From.UtcTicks, span.To.UtcTicks]) file.Count(number);
        SketchFile.Write(file, window.Inputs);
        foreach (ColumnCount said in window.Said) SketchFile.Write(file, said);

        byte[] head = [.. Magic, key.IsEmpty ? Open : Sealed];
        if (key.IsEmpty) return [.. head, .. buffer.WrittenSpan, .. SHA256.HashData(buffer.WrittenSpan)];
        byte[] nonce = RandomNumberGenerator.GetBytes(Nonce), tag = new byte[Tag], text = new byte[buffer.WrittenCount];
        using var aes = new AesGcm(KeyOf(key), Tag);
        aes.Encrypt(nonce, buffer.WrittenSpan, text, tag, head);
        return [.. head, .. nonce, .. tag, .. text];
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="key">The key of sealed ones; empty where there is none.</param>
    /// <exception cref="ModelFileException">The bytes are no window, or are cut or changed.</exception>
    /// <exception cref="DriftException">They are sealed, and the key does not open them: they may be whole.</exception>
    public static FirstWindow Read(ReadOnlySpan<byte> bytes, ReadOnlyMemory<byte> key)
    {
        if (bytes.Length < Head || !bytes[..Magic.Length].SequenceEqual(Magic)) throw Wrong("is none, or cut short");
        switch (bytes[Magic.Length])
        {
            case Open when bytes.Length >= Head + SHA256.HashSizeInBytes:
                ReadOnlySpan<byte> open = bytes[Head..^SHA256.HashSizeInBytes];
                return SHA256.HashData(open).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]) ? Of(open) : throw Wrong("is cut short, or was changed");
            case Sealed when bytes.Length >= Head + Nonce + Tag:
                return Of(Unsealed(bytes, !key.IsEmpty ? key : throw new DriftException("The window is sealed; give the key that the service has")));
            case Open or Sealed:
                throw Wrong("is cut short");
            default:
                throw Wrong("is of a version that this version of MlDsl does not read");
        }
    }

    private static byte[] Unsealed(ReadOnlySpan<byte> bytes, ReadOnlyMemory<byte> key)
    {
        byte[] text = new byte[bytes.Length - Head - Nonce - Tag];
        using var aes = new AesGcm(KeyOf(key), Tag);
        try
        {
            aes.Decrypt(bytes.Slice(Head, Nonce), bytes[(Head + Nonce + Tag)..], bytes.Slice(Head + Nonce, Tag), text, bytes[..Head]);
        }
        catch (AuthenticationTagMismatchException problem)
        {
            throw new DriftException("The window is sealed by another key, is cut short, or was changed; give the key that the service had, or leave this window out", problem);
        }
        return text;
    }

    private static byte[] KeyOf(ReadOnlyMemory<byte> key)
    {
        byte[] own = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span, own, [], "mldsl.first.windows.1"u8);
        return own;
    }

    private static FirstWindow Of(ReadOnlySpan<byte> bytes)
    {
        var file = new ProfileReader(bytes, "The window", "leave this window out");
        string version = file.Text();
        double noise = file.Number();
        if (noise is not (0 or (>= CountNoise.Least and <= CountNoise.Most))) throw file.Wrong("has noise that is none");
        var schema = new FirstSchema(version, Columns(ref file), Columns(ref file), noise);
        if (schema.Columns.IsEmpty) throw file.Wrong("has no columns");
        if (!Guid.TryParseExact(file.Text(), "N", out Guid source)) throw file.Wrong("has no source");
        long number = file.Count(), part = file.Count();
        bool isWhole = file.Flag();
        var span = new FirstSpan(source, number, part, isWhole, Time(ref file), Time(ref file), Time(ref file));
        if (span.WindowFrom > span.From || span.From > span.To) throw file.Wrong("ends before it begins");
        ProfileSketch inputs = SketchFile.Read(ref file, new ProfileLayout([.. schema.Columns], []));
        var said = new ColumnCount[schema.Scores.Length];
        for (int i = 0; i < said.Length; i++) SketchFile.Read(ref file, said[i] = new ColumnCount(schema.Scores[i].Kind), inputs.Rows);
        file.End();
        return new FirstWindow(schema, span, inputs, [.. said]);
    }

    private static ImmutableArray<ProfiledColumn> Columns(ref ProfileReader file)
    {
        var columns = new ProfiledColumn[file.Length(LeastColumn)];
        for (int i = 0; i < columns.Length; i++)
        {
            string name = file.Text();
            long kind = file.Count();
            string? unit = file.Flag() ? file.Text() : null;
            bool isSensitive = file.Flag();
            if (kind > (long)ColumnProfileKind.Category) throw file.Wrong($"has the column '{Visible.Of(name)}' of a kind that is not known");
            if (columns.AsSpan(0, i).ToArray().Any(before => before.Name == name)) throw file.Wrong($"has the column '{Visible.Of(name)}' twice");
            columns[i] = kind == (long)ColumnProfileKind.Number ? ProfiledColumn.OfNumbers(name, unit, isSensitive) : ProfiledColumn.OfClasses(name, isSensitive);
        }
        return [.. columns];
    }

    private static DateTimeOffset Time(ref ProfileReader file) => file.Count() is var ticks && ticks <= DateTime.MaxValue.Ticks ? new(ticks, TimeSpan.Zero) : throw file.Wrong("has a time beyond the calendar");

    private static ModelFileException Wrong(string how) => new($"The window {how}; leave this window out");
}
