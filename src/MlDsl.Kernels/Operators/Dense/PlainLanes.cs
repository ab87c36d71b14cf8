using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>Vectors whose products are rounded before they are added, so that every machine gives the same bits.</summary>
internal readonly unsafe struct PlainLanes<TLanes, TVector> : ILanes<TVector, float>
    where TLanes : struct, ILanes<TVector, float>
{
    public static int Count => TLanes.Count;

    public static TVector Load(float* from) => TLanes.Load(from);

    public static TVector All(float value) => TLanes.All(value);

    public static void Store(TVector value, float* into) => TLanes.Store(value, into);

    public static TVector Add(TVector x, TVector y) => TLanes.Add(x, y);

    public static TVector Multiply(TVector x, TVector y) => TLanes.Multiply(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MultiplyAdd(TVector x, TVector y, TVector sum) => TLanes.Add(TLanes.Multiply(x, y), sum);

    public static float Sum(TVector value) => TLanes.Sum(value);

    public static void StoreSums(TVector a, TVector b, TVector c, TVector d, float* into) => TLanes.StoreSums(a, b, c, d, into);

    public static TVector KeepLast(TVector value, int count) => TLanes.KeepLast(value, count);
}
