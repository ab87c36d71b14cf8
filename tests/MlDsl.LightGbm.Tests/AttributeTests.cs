using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

public sealed class AttributeTests
{
    // The record owns the defaults; the attribute's are its documentation.
    [Fact]
    public void TheAttributeSaysWhatTheOptionsDo()
    {
        var declared = typeof(LightGbmAttribute).GetCustomAttribute<TrainerAttribute>()!;
        var (made, options) = (new LightGbmAttribute(), new LightGbmOptions());
        Assert.Equal((typeof(LightGbmOptions), options.Targets, options.Traits, "LightGbm"), (declared.Options, declared.Targets, declared.Traits, options.Trainer));
        PropertyInfo[] properties = [.. typeof(LightGbmAttribute).GetProperties().Where(static p => p.DeclaringType != typeof(Attribute))];
        Assert.Equal(OptionWriter.Describe(options).Keys.Order(StringComparer.Ordinal), properties.Select(static p => p.Name).Order(StringComparer.Ordinal));
        foreach (PropertyInfo property in properties)
        {
            PropertyInfo option = typeof(LightGbmOptions).GetProperty(property.Name)!;
            Assert.Equal((property.PropertyType, property.GetValue(made)), (option.PropertyType, option.GetValue(options)));
            if (property.PropertyType.IsEnum) AssertRefused(option, Enum.ToObject(property.PropertyType, 77));
            foreach (object beyond in Beyond(property)) AssertRefused(option, beyond);
        }
    }

    private static IEnumerable<object> Beyond(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range) return [];
        double least = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), most = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        if (property.PropertyType == typeof(int)) return most < int.MaxValue ? [(int)least - 1, (int)most + 1] : [(int)least - 1];
        return [range.MinimumIsExclusive ? least : Math.BitDecrement(least), range.MaximumIsExclusive ? most : Math.BitIncrement(most), double.NaN];
    }

    private static void AssertRefused(PropertyInfo option, object value) =>
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Throws<TargetInvocationException>(() => option.SetValue(new LightGbmOptions(), value)).InnerException);
}
