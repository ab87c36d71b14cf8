using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Training;

/// <summary>
/// The predictor of a recommender as bytes: the magic "MLDR", a byte for how items are scored and one that is 1 where seen items are recommended, the float64 mean rating, int64 rows of pairs that were there before, int32 users and items and their
/// ids (int32 length, UTF-8), what each user took (int32 ends and places), then the scorer: int32 factors and float32 factors of users and of items, row by row, or float32 strengths, the int32 ends
/// and places of neighbours and their float32 similarities. Little-endian.
/// </summary>
internal static class RecommendationBytes
{
    /// <summary>What files call the predictor.</summary>
    public const string Kind = FurtherTask.RecommendationKind;

    private const byte Popularity = 0, Factors = 1, Neighbours = 2;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Magic => "MLDR"u8;

    /// <summary>Writes a predictor.</summary>
    public static void Write(RecommendationPredictor predictor, IBufferWriter<byte> file)
    {
        file.Write(Magic);
        file.Write([predictor.Scorer switch { FactorScorer => Factors, NeighbourScorer => Neighbours, _ => Popularity }, predictor.RecommendsSeen ? (byte)1 : (byte)0]);
        BinaryPrimitives.WriteDoubleLittleEndian(file.GetSpan(sizeof(double)), predictor.MeanRating);
        file.Advance(sizeof(double));
        BinaryPrimitives.WriteInt64LittleEndian(file.GetSpan(sizeof(long)), predictor.Repeats);
        file.Advance(sizeof(long));
        Write(file, predictor.Users);
        Write(file, predictor.Items);
        Write(file, predictor.Seen);
        switch (predictor.Scorer)
        {
            case FactorScorer factors:
                Write(file, [factors.Items.Factors]);
                Write(file, factors.Users);
                float[] item = new float[factors.Items.Factors];
                for (int i = 0; i < factors.Items.Items; i++)
                {
                    for (int j = 0; j < item.Length; j++) item[j] = factors.Items[i, j];
                    Write<float>(file, item);
                }
                break;
            case NeighbourScorer neighbours:
                Write<float>(file, neighbours.Taken.Values);
                Write(file, neighbours.Neighbours);
                Write<float>(file, neighbours.Neighbours.Values);
                break;
        }
    }

    /// <summary>Reads what <see cref="Write(RecommendationPredictor, IBufferWriter{byte})"/> wrote; makes room for nothing that the bytes cannot hold.</summary>
    /// <exception cref="FormatException">The bytes are none of a recommender.</exception>
    public static RecommendationPredictor Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        if (!reader.Take(Magic.Length).SequenceEqual(Magic)) throw new FormatException("the recommender does not begin as one does");
        byte kind = reader.Take(1)[0], seen = reader.Take(1)[0];
        if (kind > Neighbours || seen > 1) throw new FormatException("the recommender is of a kind that this version does not know");
        double mean = BinaryPrimitives.ReadDoubleLittleEndian(reader.Take(sizeof(double)));
        long repeats = BinaryPrimitives.ReadInt64LittleEndian(reader.Take(sizeof(long)));
        if (double.IsInfinity(mean) || repeats < 0) throw new FormatException("the mean rating is not finite, or the number of repeated rows is negative");
        string[] users = reader.Texts(), items = reader.Texts();
        if (items.Length < 2 || users.Length < 1) throw new FormatException($"the recommender has {users.Length} users and {items.Length} items, too few of one");
        InteractionMatrix taken = reader.Matrix(users.Length, items.Length);
        ItemScorer scorer = kind switch
        {
            Factors => ReadFactors(ref reader, users.Length, items.Length),
            Neighbours => ReadNeighbours(ref reader, taken),
            _ => new PopularityScorer(),
        };
        reader.End();
        return new RecommendationPredictor(users, items, taken, scorer, seen == 1, mean, repeats);
    }

    private static FactorScorer ReadFactors(ref Reader reader, int users, int items)
    {
        int factors = reader.Integers(1)[0];
        if (factors < 1 || (long)factors * (users + (long)items) * sizeof(float) > reader.Left) throw new FormatException($"{reader.Left} bytes do not hold {factors} factors of {users} users and {items} items");
        float[] own = reader.Floats(users * factors);
        var tiles = new ItemTiles(items, factors);
        for (int item = 0; item < items; item++)
        {
            float[] values = reader.Floats(factors);
            for (int i = 0; i < factors; i++) tiles[item, i] = values[i];
        }
        return new FactorScorer(own, tiles);
    }

    private static NeighbourScorer ReadNeighbours(ref Reader reader, InteractionMatrix taken)
    {
        float[] strengths = reader.Floats(taken.Count);
        InteractionMatrix places = reader.Matrix(taken.Columns, taken.Columns);
        float[] similarities = reader.Floats(places.Count);
        if (!strengths.All(float.IsFinite) || !similarities.All(float.IsFinite)) throw new FormatException("a strength or a similarity is not finite");
        return new NeighbourScorer(taken with { Values = strengths }, places with { Values = similarities });
    }

    private static void Write(IBufferWriter<byte> file, string[] texts)
    {
        Write(file, [texts.Length]);
        foreach (string text in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Write(file, [bytes.Length]);
            file.Write(bytes);
        }
    }

    private static void Write(IBufferWriter<byte> file, InteractionMatrix matrix)
    {
        Write<int>(file, matrix.Starts.AsSpan(1));
        Write<int>(file, matrix.Indexes);
    }

    private static void Write(IBufferWriter<byte> file, int[] numbers) => Write<int>(file, numbers);

    // All processors that .NET runs on write little-endian numbers.
    private static void Write<T>(IBufferWriter<byte> file, ReadOnlySpan<T> numbers) where T : unmanaged => file.Write(MemoryMarshal.AsBytes(numbers));

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> left = bytes;

        public readonly int Left => left.Length;

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > left.Length) throw new FormatException("the recommender is cut short");
            ReadOnlySpan<byte> taken = left[..count];
            left = left[count..];
            return taken;
        }

        public int[] Integers(int count) => MemoryMarshal.Cast<byte, int>(Take(count < 0 || count > left.Length / sizeof(int) ? -1 : count * sizeof(int))).ToArray();

        public float[] Floats(int count) => MemoryMarshal.Cast<byte, float>(Take(count < 0 || count > left.Length / sizeof(float) ? -1 : count * sizeof(float))).ToArray();

        public string[] Texts()
        {
            int count = Integers(1)[0];
            // Each has its length at least.
            if (count < 0 || count > left.Length / sizeof(int)) throw new FormatException($"{left.Length} bytes do not hold {count} ids");
            var texts = new string[count];
            for (int i = 0; i < count; i++) texts[i] = Strict.GetString(Take(Integers(1)[0]));
            return texts;
        }

        public InteractionMatrix Matrix(int rows, int columns)
        {
            int[] starts = [0, .. Integers(rows)];
            for (int i = 0; i < rows; i++)
                if (starts[i + 1] < starts[i]) throw new FormatException("the rows of a matrix do not follow each other");
            int[] places = Integers(starts[^1]);
            for (int row = 0; row < rows; row++)
            {
                for (int i = starts[row]; i < starts[row + 1]; i++)
                    if (places[i] < 0 || places[i] >= columns || (i > starts[row] && places[i] <= places[i - 1])) throw new FormatException($"the place {places[i]} of a matrix is not between its neighbours and below {columns}");
            }
            return new InteractionMatrix(columns, starts, places, []);
        }

        public readonly void End()
        {
            if (!left.IsEmpty) throw new FormatException($"{left.Length} bytes follow the recommender");
        }
    }
}
