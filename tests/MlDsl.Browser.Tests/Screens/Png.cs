using System.Buffers.Binary;
using System.IO.Compression;

namespace MlDsl.Browser.Tests.Screens;

/// <summary>A picture as a browser takes it: PNG of 8 bits, red, green and blue, with or without opacity, not interlaced.</summary>
internal sealed class Png
{
    private readonly byte[] pixels;
    private readonly int channels;

    /// <exception cref="InvalidDataException">The file is of another kind.</exception>
    public Png(ReadOnlySpan<byte> file)
    {
        if (file.Length < 33 || BinaryPrimitives.ReadUInt64BigEndian(file) != 0x89504E470D0A1A0A) throw new InvalidDataException("The file is no PNG");
        Width = BinaryPrimitives.ReadInt32BigEndian(file[16..]);
        Height = BinaryPrimitives.ReadInt32BigEndian(file[20..]);
        channels = (file[24], file[25], file[28]) switch
        {
            (8, 2, 0) => 3,
            (8, 6, 0) => 4,
            var kind => throw new InvalidDataException($"Depth, colours and interlacing {kind} are not those of a browser's pictures"),
        };
        using var packed = new MemoryStream();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (file.Slice(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(file.Slice(at + 8, length));
            at += length + 12;
        }
        packed.Position = 0;
        using var lines = new ZLibStream(packed, CompressionMode.Decompress);
        int stride = Width * channels;
        pixels = new byte[stride * Height];
        var filter = new byte[1];
        for (int y = 0; y < Height; y++)
        {
            lines.ReadExactly(filter);
            Span<byte> line = pixels.AsSpan(y * stride, stride);
            lines.ReadExactly(line);
            Unfilter(filter[0], line, y == 0 ? new byte[stride] : pixels.AsSpan((y - 1) * stride, stride));
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green and blue of a pixel.</summary>
    public Color At(int x, int y)
    {
        int at = ((y * Width) + x) * channels;
        return new Color(pixels[at], pixels[at + 1], pixels[at + 2]);
    }

    // Section 9 of the PNG specification (ISO/IEC 15948).
    private void Unfilter(byte kind, Span<byte> line, ReadOnlySpan<byte> above)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i >= channels ? line[i - channels] : 0, up = above[i], corner = i >= channels ? above[i - channels] : 0;
            line[i] += (byte)(kind switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Nearest(left, up, corner),
                _ => throw new InvalidDataException($"There is no filter {kind}"),
            });
        }
    }

    private static int Nearest(int left, int up, int corner)
    {
        int across = Math.Abs(up - corner), down = Math.Abs(left - corner), both = Math.Abs(left + up - (2 * corner));
        return across <= down && across <= both ? left : down <= both ? up : corner;
    }
}

/// <summary>A colour.</summary>
internal readonly record struct Color(int Red, int Green, int Blue)
{
    /// <summary>How far apart two colours are in the channel where they differ most.</summary>
    public int From(Color other) => Math.Max(Math.Abs(Red - other.Red), Math.Max(Math.Abs(Green - other.Green), Math.Abs(Blue - other.Blue)));

    /// <summary>This one with an opacity, from 0 to 1, over another.</summary>
    public Color Over(Color ground, double opacity) =>
        new(Mixed(Red, ground.Red, opacity), Mixed(Green, ground.Green, opacity), Mixed(Blue, ground.Blue, opacity));

    private static int Mixed(int upper, int lower, double opacity) => (int)Math.Round((opacity * upper) + ((1 - opacity) * lower));
}
