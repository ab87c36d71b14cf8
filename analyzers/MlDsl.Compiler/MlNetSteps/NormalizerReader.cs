using System.Globalization;
using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads normalizers: the type of each column, and a part of its own with the numbers that were learned.</summary>
internal static class NormalizerReader
{
    private const uint WithDimensions = 0x00010002;
    private const byte SingleKind = 9, DoubleKind = 10;

    public static ColumnStep Read(ModelBlock block) => ColumnReader.OneToOne(block, static (block, i) =>
    {
        bool isVector = block.Fields.Truth(), isOld = block.Version < WithDimensions;
        int width = isOld ? Math.Max(1, block.Fields.Int()) : 1;
        byte kind = block.Fields.Byte();
        if (kind is not (SingleKind or DoubleKind)) throw block.Problem($"it normalizes a type numbered {kind}");
        if (isVector && !isOld)
            foreach (int size in block.Fields.Numbers<int>())
                if (size < 0 || (long)width * size > ForestReader.MaxWidth) throw block.Problem("its vector is too long");
                else width *= size;
        return Function(block.Child(string.Create(CultureInfo.InvariantCulture, $"Normalizer_{i:000}")), kind == DoubleKind, width);
    });

    private static ColumnOperation Function(ModelBlock block, bool isDouble, int width) => block.Loader switch
    {
        "AffineNormExec" => Affine(block, isDouble, width),
        "CdfNormalizeFunction" => Cdf(block, isDouble, width),
        "BinNormalizeFunction" => Bins(block, isDouble, width),
        var other => new RefusedOperation($"normalizes by '{other}'"),
    };

    private static AffineOperation Affine(ModelBlock block, bool isDouble, int width)
    {
        CheckSize(block, isDouble);
        int size = block.Fields.Int(), morphed = block.Fields.Int();
        if (size != width) throw block.Problem($"it is made for {size} items, and its column has {width}");
        if (morphed < -1 || morphed >= size) throw block.Problem($"it changes {morphed} of {size} items");
        int[]? places = morphed < 0 ? null : block.Fields.Numbers<int>(morphed);
        int held = places?.Length ?? size;
        double[] scales = Numbers(block, isDouble, Held(block, held, mayBeNone: false)), offsets = Numbers(block, isDouble, Held(block, held, mayBeNone: true));
        bool hasOffsets = offsets.Length > 0;

        // An item of scale 0 is 0, whatever is taken from it.
        for (int i = 0; hasOffsets && i < held; i++)
            if (scales[i] == 0) offsets[i] = 0;
        if (places is not null)
        {
            double[] allScales = new double[size], allOffsets = new double[size];
            Array.Fill(allScales, 1);
            for (int i = 0; i < held; i++)
            {
                if (places[i] < 0 || places[i] >= size) throw block.Problem($"it changes item {places[i]} of {size}");
                allScales[places[i]] = scales[i];
                if (hasOffsets) allOffsets[places[i]] = offsets[i];
            }
            (scales, offsets) = (allScales, hasOffsets ? allOffsets : []);
        }
        return new AffineOperation(Typed(scales, isDouble), hasOffsets ? Typed(offsets, isDouble) : null);
    }

    private static CdfOperation Cdf(ModelBlock block, bool isDouble, int width)
    {
        CheckSize(block, isDouble);
        bool isOfLogarithm = block.Fields.Truth();
        int size = block.Fields.Int();
        if (size != width) throw block.Problem($"it is made for {size} items, and its column has {width}");
        return new CdfOperation(Typed(Numbers(block, isDouble, size), isDouble), Typed(Numbers(block, isDouble, size), isDouble), isOfLogarithm);
    }

    private static BinsOperation Bins(ModelBlock block, bool isDouble, int width)
    {
        bool keepsZero = block.Fields.Truth();
        ModelBlock bins = block.Child("BinNormalizer");
        CheckSize(bins, isDouble);
        int size = bins.Fields.Count(sizeof(int));
        if (size != width) throw block.Problem($"it is made for {size} items, and its column has {width}");
        var bounds = new Array[size];
        for (int i = 0; i < size; i++)
        {
            double[] own = Numbers(bins, isDouble, bins.Fields.Count(isDouble ? sizeof(double) : sizeof(float)));
            if (own.Length == 0 || !double.IsPositiveInfinity(own[^1])) throw bins.Problem($"the bins of item {i} do not end");
            for (int k = 1; k < own.Length; k++)
                if (!(own[k - 1] < own[k])) throw bins.Problem($"the bins of item {i} are not in order");
            bounds[i] = Typed(own, isDouble);
        }
        return new BinsOperation(bounds, keepsZero);
    }

    private static int Held(ModelBlock block, int expected, bool mayBeNone)
    {
        int count = block.Fields.Int();
        return count == expected || (mayBeNone && count == 0) ? count : throw block.Problem($"{expected} numbers were expected, and there are {count}");
    }

    private static void CheckSize(ModelBlock block, bool isDouble)
    {
        int size = block.Fields.Int(), expected = isDouble ? sizeof(double) : sizeof(float);
        if (size != expected) throw block.Problem($"its numbers have {size} bytes, and those of its column {expected}");
    }

    private static double[] Numbers(ModelBlock block, bool isDouble, int count) =>
        isDouble ? block.Fields.Numbers<double>(count) : Array.ConvertAll(block.Fields.Numbers<float>(count), static number => (double)number);

    private static Array Typed(double[] numbers, bool isDouble) => isDouble ? numbers : Array.ConvertAll(numbers, static number => (float)number);
}
