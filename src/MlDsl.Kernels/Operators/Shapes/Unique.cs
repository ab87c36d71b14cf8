using System.Buffers;
using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Unique: each element once, or each part along a dimension.</summary>
/// <typeparam name="T">Numbers, of which NaN is the first and equals itself, or texts, which are ordered by their characters' numbers.</typeparam>
/// <param name="axis">The dimension; negative counts from the last. Single elements where it is absent.</param>
/// <param name="sorted">Whether they are in ascending order; otherwise in that of the first ones.</param>
[Operator("Unique", 11)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Unique<T>(long? axis = null, long sorted = 1) : Operator
    where T : IComparable<T>
{
    /// <summary>Finds what is unique.</summary>
    /// <param name="x">The value.</param>
    /// <param name="y">Each part once.</param>
    /// <param name="indices">For each of them where it is first in <paramref name="x"/>.</param>
    /// <param name="inverseIndices">For each part of <paramref name="x"/> where it is in <paramref name="y"/>.</param>
    /// <param name="counts">For each of them how often it is there.</param>
    /// <exception cref="OperatorException">There is no such dimension.</exception>
    public void Run(Tensor<T> x, [Result] Tensor<T> y, [Result] Tensor<long>? indices, [Result] Tensor<long>? inverseIndices, [Result] Tensor<long>? counts)
    {
        var parts = new Parts(x, axis is { } given ? x.Axis(given) : -1);
        int count = parts.Count;
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Max(1, 4 * count));
        Span<int> order = rented.AsSpan(0, count), groups = rented.AsSpan(count, count), places = rented.AsSpan(2 * count, count), room = rented.AsSpan(3 * count, count);
        for (int i = 0; i < order.Length; i++) order[i] = i;
        parts.Sort(order, room);
        int found = parts.Group(order, groups);

        // The first of each group stands for it; its place in the result is by value or by position.
        for (int g = 0; g < found; g++) places[g] = g;
        Span<int> firsts = room[..found];
        for (int i = order.Length - 1; i >= 0; i--) firsts[groups[i]] = order[i];
        if (sorted == 0) Parts.Place(firsts, places);
        Write(x, parts, order, groups, places, firsts, y, indices, inverseIndices, counts);
        ArrayPool<int>.Shared.Return(rented);
    }

    private static void Write(
        Tensor<T> x, Parts parts, ReadOnlySpan<int> order, ReadOnlySpan<int> groups, ReadOnlySpan<int> places, ReadOnlySpan<int> firsts, Tensor<T> y, Tensor<long>? indices, Tensor<long>? inverse, Tensor<long>? counts)
    {
        parts.Resize(y, firsts.Length);
        indices?.Resize(firsts.Length);
        counts?.Resize(firsts.Length);
        counts?.Values.Clear();
        inverse?.Resize(order.Length);
        for (int g = 0; g < firsts.Length; g++)
        {
            parts.Copy(x, firsts[g], y, places[g], firsts.Length);
            if (indices is not null) indices.Values[places[g]] = firsts[g];
        }
        for (int i = 0; i < order.Length; i++)
        {
            if (inverse is not null) inverse.Values[order[i]] = places[groups[i]];
            if (counts is not null) counts.Values[places[groups[i]]]++;
        }
    }

    // The parts of a value along a dimension, or its single elements where there is none.
    private readonly struct Parts(Tensor<T> x, int axis)
    {
        private readonly int inner = axis < 0 ? 1 : Strides.Product(x.Shape[(axis + 1)..]), outer = axis < 0 ? 1 : Strides.Product(x.Shape[..axis]);

        public int Count { get; } = axis < 0 ? x.Length : x.Size(axis);

        public void Resize(Tensor<T> y, int count)
        {
            Span<long> shape = stackalloc long[Tensor.MaxRank];
            x.Shape.CopyTo(shape);
            shape[Math.Max(axis, 0)] = count;
            y.Resize(shape[..(axis < 0 ? 1 : x.Rank)]);
        }

        public void Copy(Tensor<T> from, int part, Tensor<T> into, int place, int count)
        {
            for (int row = 0; row < outer; row++)
                from.Values.Slice(((row * Count) + part) * inner, inner).CopyTo(into.Values[(((row * count) + place) * inner)..]);
        }

        /// <summary>A merge sort, so that equal parts keep their order.</summary>
        public void Sort(Span<int> order, Span<int> room)
        {
            for (int width = 1; width < order.Length; width *= 2)
            {
                for (int start = 0; start < order.Length; start += 2 * width)
                {
                    int middle = Math.Min(start + width, order.Length), end = Math.Min(start + (2 * width), order.Length), left = start, right = middle;
                    for (int i = start; i < end; i++) room[i] = right == end || (left < middle && Compare(order[left], order[right]) <= 0) ? order[left++] : order[right++];
                }
                room[..order.Length].CopyTo(order);
            }
        }

        /// <summary>Numbers the groups of equal parts, which lie side by side.</summary>
        /// <returns>How many there are.</returns>
        public int Group(ReadOnlySpan<int> order, Span<int> groups)
        {
            int group = 0;
            for (int i = 0; i < order.Length; i++)
            {
                if (i > 0 && Compare(order[i - 1], order[i]) != 0) group++;
                groups[i] = group;
            }
            return order.Length == 0 ? 0 : group + 1;
        }

        /// <summary>Orders groups by where their first part is: the place of a group is the number of those before it.</summary>
        public static void Place(ReadOnlySpan<int> firsts, Span<int> places)
        {
            int[] rented = ArrayPool<int>.Shared.Rent(Math.Max(1, firsts.Length));
            Span<int> sorted = rented.AsSpan(0, firsts.Length);
            firsts.CopyTo(sorted);
            sorted.Sort();
            for (int g = 0; g < firsts.Length; g++) places[g] = sorted.BinarySearch(firsts[g]);
            ArrayPool<int>.Shared.Return(rented);
        }

        private int Compare(int a, int b)
        {
            ReadOnlySpan<T> values = x.Values;
            for (int row = 0; row < outer; row++)
            {
                for (int i = 0; i < inner; i++)
                {
                    T left = values[(((row * Count) + a) * inner) + i], right = values[(((row * Count) + b) * inner) + i];
                    int order = typeof(T) == typeof(string) ? string.CompareOrdinal((string)(object)left, (string)(object)right) : left.CompareTo(right);
                    if (order != 0) return order;
                }
            }
            return 0;
        }
    }
}
